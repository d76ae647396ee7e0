import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import { useShallow } from "zustand/react/shallow";
import { useStudio } from "../../store/studio";
import { SourceDeeds } from "../sources/SourceDeeds";
import { troubleOf } from "../sources/sourceState";
import type { Stood } from "./picking";
import styles from "./Troubles.module.css";
import { useStood } from "./stood";
import { toScreen, type View } from "./view";

/** A rectangle smaller than this has no room for buttons, in CSS px; one yet smaller none for words. */
const FOR_DEEDS = { width: 260, height: 130 };
const FOR_WORDS = { width: 80, height: 32 };

/** Sources that show nothing say why, each in its own rectangle. */
export function Troubles({ view }: { readonly view: View }) {
  const stood = useStood();
  const failing = useStudio(useShallow(({ sources }) => stood.filter(({ item }) => item.visible && isDown(sources.get(item.source)?.phase))));
  return failing.map((one) => <Trouble key={one.item.id} stood={one} view={view} />);
}

function isDown(phase: string | undefined): boolean {
  return phase === "lost" || phase === "failed";
}

function Trouble({ stood: { item, box }, view }: { readonly stood: Stood; readonly view: View }) {
  const source = useStudio((state) => state.collection?.sources.find(({ id }) => id === item.source));
  const state = useStudio(({ sources }) => sources.get(item.source));
  const trouble = source === undefined ? null : troubleOf(source.name, state);
  if (source === undefined || trouble === null) return null;
  const middle = toScreen(view, box.middle);
  const [width, height] = [box.width * view.scale, box.height * view.scale];
  const roomy = width >= FOR_DEEDS.width && height >= FOR_DEEDS.height;
  return (
    <div
      role="alert"
      className={clsx(styles.trouble, !roomy && styles.small)}
      style={{ left: middle.x - width / 2, top: middle.y - height / 2, width, height, rotate: `${box.rotation}deg` }}
      title={`${trouble.what} ${trouble.todo}`}
    >
      {width >= FOR_WORDS.width && height >= FOR_WORDS.height ? <p className={styles.what}>{trouble.what}</p> : <TriangleAlert size={16} aria-label={trouble.what} />}
      {roomy && (
        <>
          <p className={styles.todo}>{trouble.todo}</p>
          <div className={styles.deeds}>
            <SourceDeeds source={source} />
          </div>
        </>
      )}
    </div>
  );
}
