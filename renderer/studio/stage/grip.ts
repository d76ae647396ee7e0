import type { Transform } from "../../../electron/contract/scene";
import type { Size } from "../../stage/fit";
import { cropped } from "./cropping";
import { boundsOfAll, difference, type Frame, type Handle, type Point, reframed } from "./frame";
import type { Stood } from "./picking";
import { resized, rotated } from "./resizing";
import { type Lines, noLines, snapMove, snapSize } from "./snapping";

/** What was taken hold of, and how all stood then. */
export type Grip =
  | { readonly by: "body"; readonly stood: readonly Stood[]; readonly lines: Lines }
  /** `source`: its size, null while it shows nothing that could be cropped. */
  | { readonly by: "handle"; readonly handle: Handle; readonly stood: Stood; readonly source: Size | null; readonly lines: Lines }
  | { readonly by: "turner"; readonly stood: Stood };

/** Keys that are held meanwhile. */
export interface Held {
  /** Frees the shape, moves along one axis, or turns by steps. */
  readonly shift: boolean;
  /** Crops. */
  readonly alt: boolean;
  /** Snaps to nothing. */
  readonly control: boolean;
}

export interface Dragged {
  readonly transforms: ReadonlyMap<string, Transform>;
  /** What it is called when it is undone. */
  readonly verb: "Move" | "Resize" | "Crop" | "Rotate";
  /** The lines it lies against now. */
  readonly guides: Lines;
}

/** Turning snaps to multiples of this, in degrees. */
const TURN_STEP = 15;

/** Where all is when the pointer went from one place to another; `reach` canvas px around a line is near it. */
export function dragged(grip: Grip, from: Point, to: Point, held: Held, reach: number): Dragged {
  const lines = grip.by === "turner" || held.control ? noLines : grip.lines;
  const by = difference(to, from);
  switch (grip.by) {
    case "body":
      return moved(grip.stood, held.shift ? alongOneAxis(by) : by, lines, reach);
    case "handle": {
      const { stood, handle, source } = grip;
      const { item, frame } = stood;
      if (held.alt && source !== null) return one(stood, cropped(item.transform, source, handle, by), "Crop");
      const free = resized(frame, handle, by, !held.shift);
      const snapped = snapSize(frame, free, handle, !held.shift, lines, reach);
      return one(stood, reframed(item.transform, frame, snapped.frame), "Resize", snapped.guides);
    }
    case "turner": {
      const { item, frame } = grip.stood;
      return one(grip.stood, reframed(item.transform, frame, rotated(frame, from, to, held.shift ? TURN_STEP : null)), "Rotate");
    }
  }
}

function one({ item }: Stood, transform: Transform, verb: Dragged["verb"], guides: Lines = noLines): Dragged {
  return { transforms: new Map([[item.id, tidy(transform)]]), verb, guides };
}

function moved(stood: readonly Stood[], by: Point, lines: Lines, reach: number): Dragged {
  const bounds = boundsOfAll(stood.map(({ box }) => shifted(box, by)));
  const snap = bounds === null ? { x: 0, y: 0, guides: noLines } : snapMove(bounds, lines, reach);
  const way = { x: by.x + snap.x, y: by.y + snap.y };
  // Whole px: what stands between pixels is blurred.
  const whole = { x: snap.x === 0 ? Math.round(way.x) : way.x, y: snap.y === 0 ? Math.round(way.y) : way.y };
  const transforms = stood.map(({ item }) => [item.id, tidy({ ...item.transform, x: item.transform.x + whole.x, y: item.transform.y + whole.y })] as const);
  return { transforms: new Map(transforms), verb: "Move", guides: snap.guides };
}

/** Without what reckoning adds behind the digits that anybody sees; collections are read by people. */
function tidy(transform: Transform): Transform {
  const { x, y, sizing, crop } = transform;
  const { left, top, right, bottom } = crop;
  return {
    ...transform,
    ...{ x: exact(x), y: exact(y) },
    sizing:
      sizing.mode === "scale"
        ? { ...sizing, x: exact(sizing.x, 1e6), y: exact(sizing.y, 1e6) }
        : { ...sizing, width: exact(sizing.width), height: exact(sizing.height) },
    crop: { left: exact(left), top: exact(top), right: exact(right), bottom: exact(bottom) },
  };
}

function exact(n: number, parts = 1e3): number {
  return Math.round(n * parts) / parts;
}

function shifted(frame: Frame, { x, y }: Point): Frame {
  return { ...frame, middle: { x: frame.middle.x + x, y: frame.middle.y + y } };
}

function alongOneAxis({ x, y }: Point): Point {
  return Math.abs(x) >= Math.abs(y) ? { x, y: 0 } : { x: 0, y };
}
