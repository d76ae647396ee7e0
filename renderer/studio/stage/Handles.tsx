import styles from "./EditingCanvas.module.css";
import { type Frame, type Handle, handlePoint, handles } from "./frame";
import { turningPoint } from "./resizing";
import { toScreen, type View } from "./view";

/** Side of a handle, and how far the one for turning stands above the frame, in CSS px. */
const SIDE = 9;
const ABOVE = 20;
/** Around a handle a press is still on it, in CSS px. */
const REACH = 17;

/** The middle of a side shorter than this has no handle: its corners' are next to it. CSS px. */
const CROWDED = 32;

/** The attributes by which a press knows what it took hold of. */
export const HANDLE = "data-handle";
export const TURNER = "turn";

interface Props {
  readonly frame: Frame;
  readonly view: View;
}

/** Eight handles to resize by, and one to turn by. */
export function Handles({ frame, view }: Props) {
  const top = toScreen(view, handlePoint(frame, { x: 0, y: -1 }));
  const turner = toScreen(view, turningPoint(frame, ABOVE / view.scale));
  return (
    <>
      <line className={styles.stem} x1={top.x} y1={top.y} x2={turner.x} y2={turner.y} />
      <circle className={styles.handle} cx={turner.x} cy={turner.y} r={5} />
      <circle {...{ [HANDLE]: TURNER }} className={styles.reach} cx={turner.x} cy={turner.y} r={10} style={{ cursor: "grab" }} />
      {handles.map((handle, at) => {
        if ((handle.x === 0 && frame.width * view.scale < CROWDED) || (handle.y === 0 && frame.height * view.scale < CROWDED)) return null;
        const { x, y } = toScreen(view, handlePoint(frame, handle));
        const across = reachAlong(handle.x, frame.width * view.scale);
        const down = reachAlong(handle.y, frame.height * view.scale);
        return (
          <g key={at} transform={`translate(${x} ${y}) rotate(${frame.rotation})`}>
            <rect className={styles.handle} x={-SIDE / 2} y={-SIDE / 2} width={SIDE} height={SIDE} />
            <rect
              {...{ [HANDLE]: at }}
              className={styles.reach}
              x={across.from}
              y={down.from}
              width={across.length}
              height={down.length}
              style={{ cursor: cursorOf(handle, frame.rotation) }}
            />
          </g>
        );
      })}
    </>
  );
}

/** Where presses are on a handle, along one side of so many CSS px: inwards no further than leaves room for the item itself. */
function reachAlong(handle: -1 | 0 | 1, side: number): { from: number; length: number } {
  const outward = REACH / 2;
  const inward = Math.min(outward, side / 5);
  if (handle === 0) return { from: -inward, length: 2 * inward };
  return { from: handle < 0 ? -outward : -inward, length: outward + inward };
}

const cursors = ["ew-resize", "nwse-resize", "ns-resize", "nesw-resize"] as const;

/** The arrow that points the way a handle of a turned frame moves. */
function cursorOf({ x, y }: Handle, rotation: number): string {
  const angle = (Math.atan2(y, x) * 180) / Math.PI + rotation;
  return cursors[((Math.round(angle / 45) % 4) + 4) % 4] ?? "move";
}
