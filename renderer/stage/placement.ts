import type { Transform } from "../../electron/contract/scene";
import type { Size } from "./fit";
import type { Rect } from "./planes";

/** Where an item stands and what of its source is seen. */
export interface Placement {
  /** The part of the source that is shown, in its own pixels. */
  readonly part: Rect;
  /** Where that part goes, unturned; canvas px. */
  readonly box: Rect;
  /** What a person moves and resizes: the box, or the frame it fits in. Canvas px; it has the box's middle. */
  readonly frame: Rect;
  /** Degrees clockwise about the middle of the box. */
  readonly rotation: number;
}

/** Where an anchor lies along a side, 0…1. */
export const along = { left: 0, top: 0, centre: 0.5, right: 1, bottom: 1 } as const;

/** The item of a source of this size; null where nothing of it is left to be seen. */
export function placementOf({ x, y, anchor, sizing, rotation, crop }: Transform, source: Size): Placement | null {
  const whole: Rect = {
    ...{ x: crop.left, y: crop.top },
    ...{ width: source.width - crop.left - crop.right, height: source.height - crop.top - crop.bottom },
  };
  if (whole.width <= 0 || whole.height <= 0) return null;
  const framed = sizing.mode === "scale" ? { width: whole.width * sizing.x, height: whole.height * sizing.y } : sizing;
  const frame: Rect = {
    ...{ x: x - along[anchor.x] * framed.width, y: y - along[anchor.y] * framed.height },
    ...{ width: framed.width, height: framed.height },
  };
  switch (sizing.mode) {
    case "scale":
    case "stretch":
      return { part: whole, box: frame, frame, rotation };
    case "contain": {
      const factor = Math.min(frame.width / whole.width, frame.height / whole.height);
      return { part: whole, box: within(frame, whole.width * factor, whole.height * factor), frame, rotation };
    }
    case "cover": {
      const factor = Math.max(frame.width / whole.width, frame.height / whole.height);
      return { part: within(whole, frame.width / factor, frame.height / factor), box: frame, frame, rotation };
    }
  }
}

/** A rectangle of that size in the middle of another. */
function within(outer: Rect, width: number, height: number): Rect {
  return { x: outer.x + (outer.width - width) / 2, y: outer.y + (outer.height - height) / 2, width, height };
}

/** How canvas px become px of a picture of another size. */
export interface Projection {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** As large as fits, in the middle, the shape kept. */
export function projection(canvas: Size, target: Size): Projection {
  const scale = Math.min(target.width / canvas.width, target.height / canvas.height);
  return { scale, x: (target.width - canvas.width * scale) / 2, y: (target.height - canvas.height * scale) / 2 };
}

/** A rectangle in canvas px as one of the other picture, in its px. */
export function projected({ scale, x, y }: Projection, rect: Rect): Rect {
  return { x: x + rect.x * scale, y: y + rect.y * scale, width: rect.width * scale, height: rect.height * scale };
}
