import { useState } from "react";
import { useStudio } from "../../store/studio";
import { type MenuPlace, PlacedMenu } from "../controls/Menu";
import { placeOf } from "../controls/menuPlace";
import { ItemMenu } from "../sources/ItemMenu";
import styles from "./EditingCanvas.module.css";
import { corners, type Frame } from "./frame";
import { Handles } from "./Handles";
import { itemsUnder } from "./picking";
import { onCanvasKey } from "./canvasKeys";
import type { Lines } from "./snapping";
import { useStood } from "./stood";
import { useCanvasDrag } from "./useCanvasDrag";
import { toScreen, type View } from "./view";

/** Over the picture of the edited scene: its items are selected, moved, resized and turned here. */
export function EditingCanvas({ view }: { readonly view: View }) {
  const stood = useStood();
  const selection = useStudio((state) => state.selection);
  const [place, setPlace] = useState<MenuPlace | null>(null);
  const drag = useCanvasDrag(stood, view);
  const chosen = stood.filter(({ item }) => selection.includes(item.id));
  const [only] = chosen;
  return (
    <>
      <svg
        className={styles.canvas}
        tabIndex={0}
        role="application"
        aria-label="Canvas"
        aria-description="The arrow keys move what is selected, Delete removes it, the menu key shows what else can be done."
        {...drag.canvas}
        onKeyDown={(event) => {
          if (!drag.onKey(event)) onCanvasKey(event);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          // The menu key asks for what is selected, wherever that is.
          const byPointer = event.button === 2 || event.ctrlKey;
          const [upper] = byPointer ? itemsUnder(stood, drag.pointOf(event)) : [];
          const { select, selection: now } = useStudio.getState();
          if (upper !== undefined && !now.includes(upper.item.id)) select([upper.item.id]);
          setPlace(placeOf(event));
        }}
      >
        {chosen.map(({ item, frame, box }) => (
          <g key={item.id}>
            {frame.width !== box.width || frame.height !== box.height ? <Outline className={styles.seen} frame={box} view={view} /> : null}
            <Outline className={item.locked ? styles.locked : item.visible ? styles.outline : styles.hidden} frame={frame} view={view} />
          </g>
        ))}
        {only !== undefined && chosen.length === 1 && !only.item.locked && <Handles frame={only.frame} view={view} />}
        <Guides lines={drag.guides} view={view} />
      </svg>
      <PlacedMenu
        place={place}
        onClose={() => {
          setPlace(null);
        }}
      >
        <ItemMenu onRename={null} />
      </PlacedMenu>
    </>
  );
}

interface OutlineProps {
  readonly frame: Frame;
  readonly view: View;
  readonly className: string | undefined;
}

function Outline({ frame, view, className }: OutlineProps) {
  const points = corners(frame).map((corner) => toScreen(view, corner));
  return <polygon className={className} points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />;
}

/** As far as any line has to reach, in CSS px. */
const FAR = 10_000;

function Guides({ lines, view }: { readonly lines: Lines; readonly view: View }) {
  return (
    <>
      {lines.x.map((at) => {
        const { x } = toScreen(view, { x: at, y: 0 });
        return <line key={`x${at}`} className={styles.guide} x1={x} x2={x} y1={-FAR} y2={FAR} />;
      })}
      {lines.y.map((at) => {
        const { y } = toScreen(view, { x: 0, y: at });
        return <line key={`y${at}`} className={styles.guide} y1={y} y2={y} x1={-FAR} x2={FAR} />;
      })}
    </>
  );
}
