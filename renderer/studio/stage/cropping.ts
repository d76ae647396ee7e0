import type { Crop, Transform } from "../../../electron/contract/scene";
import type { Size } from "../../stage/fit";
import { placementOf } from "../../stage/placement";
import { type Frame, type Handle, type Point, reframed, turned } from "./frame";
import { grown } from "./resizing";

/** No less than this is left of a source, in its px. */
const LEAST = 1;

/**
 * The transform when a handle was dragged by some canvas px to cut off what it passed over. What is seen keeps its scale;
 * a frame that it fitted in is gone.
 */
export function cropped(transform: Transform, source: Size, handle: Handle, by: Point): Transform {
  const placement = placementOf(transform, source);
  if (placement === null) return transform;
  const { part, box, rotation } = placement;
  const scale = { x: box.width / part.width, y: box.height / part.height };
  const way = turned(by, -rotation);
  const before: Crop = {
    left: part.x,
    top: part.y,
    right: source.width - part.x - part.width,
    bottom: source.height - part.y - part.height,
  };
  const after = { ...before };
  const across = mirrored(handle.x, transform.flip.horizontal);
  const down = mirrored(handle.y, transform.flip.vertical);
  const cutX = (-handle.x * way.x) / scale.x;
  const cutY = (-handle.y * way.y) / scale.y;
  if (across < 0) after.left = clamp(before.left + cutX, source.width - before.right - LEAST);
  if (across > 0) after.right = clamp(before.right + cutX, source.width - before.left - LEAST);
  if (down < 0) after.top = clamp(before.top + cutY, source.height - before.bottom - LEAST);
  if (down > 0) after.bottom = clamp(before.bottom + cutY, source.height - before.top - LEAST);
  const frame: Frame = { middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, width: box.width, height: box.height, rotation };
  const left = { width: source.width - after.left - after.right, height: source.height - after.top - after.bottom };
  const cut = grown(frame, handle, left.width * scale.x, left.height * scale.y);
  return reframed({ ...transform, crop: after, sizing: { mode: "scale", ...scale } }, cut, cut);
}

/** Which side of the source a side of the item shows. */
function mirrored(side: -1 | 0 | 1, flipped: boolean): number {
  return flipped ? -side : side;
}

function clamp(cut: number, most: number): number {
  return Math.max(0, Math.min(most, cut));
}
