import clsx from "clsx";
import type { ReactNode } from "react";
import { isEncoding, tally } from "../../store/air";
import { sceneOf } from "../../store/edits/scenes";
import { useStudio } from "../../store/studio";
import { TransitionBar } from "../transitions/TransitionBar";
import { EditingCanvas } from "./EditingCanvas";
import { Monitor } from "./Monitor";
import type { PlacedBox } from "./pictureBox";
import styles from "./StagePanel.module.css";
import { StageHint } from "./StageHint";
import { Troubles } from "./Troubles";
import { viewOf } from "./view";

/** What viewers see, and in studio mode beside it what they will see next; the edited one can be worked on. */
export function StagePanel() {
  const studioMode = useStudio((state) => state.prepared !== null);
  return (
    <section className={styles.stage} aria-label="Stage">
      <div className={styles.monitors}>
        {studioMode && (
          <Monitor picture="prepared" label={<PreparedLabel />}>
            {(box) => <Editing box={box} />}
          </Monitor>
        )}
        <Monitor picture="program" label={studioMode ? <ProgramLabel /> : null}>
          {(box) => (
            <>
              {!studioMode && <Editing box={box} />}
              <Slate box={box} />
            </>
          )}
        </Monitor>
      </div>
      <TransitionBar />
    </section>
  );
}

function Editing({ box }: { readonly box: PlacedBox }) {
  const canvas = useStudio((state) => state.collection?.canvas);
  if (canvas === undefined) return null;
  const view = viewOf(canvas, box);
  return (
    <>
      <EditingCanvas view={view} />
      <Troubles view={view} />
      <StageHint box={box} />
    </>
  );
}

function PreparedLabel() {
  const name = useStudio(({ collection, prepared }) => (collection === null || prepared === null ? "" : sceneOf(collection, prepared)?.name));
  return <Label what="Prepared">{name}</Label>;
}

function ProgramLabel() {
  const name = useStudio(({ collection }) => (collection === null ? "" : sceneOf(collection, collection.program)?.name));
  const onAir = useStudio((state) => tally(state.status).lamp === "onAir");
  return (
    <Label what="Program" onAir={onAir}>
      {name}
    </Label>
  );
}

function Label({ what, onAir = false, children }: { readonly what: string; readonly onAir?: boolean; readonly children: ReactNode }) {
  return (
    <>
      <span className={clsx(styles.what, onAir && styles.onAir)}>{what}</span>
      <span className={styles.name}>{children}</span>
    </>
  );
}

function Slate({ box: { left, top, width, height } }: { readonly box: PlacedBox }) {
  const slate = useStudio(({ status }) => isEncoding(status) && (status?.program.slate ?? false));
  if (!slate) return null;
  return (
    <div className={styles.over} style={{ left, top, width, height }}>
      <p className={styles.slate} role="status">
        Viewers see the slate: no picture arrives from the stage.
      </p>
    </div>
  );
}
