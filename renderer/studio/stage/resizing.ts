import { difference, type Frame, type Handle, handlePoint, type Point, sum, turned } from "./frame";

/** No side of an item is dragged shorter than this, in canvas px. */
const SHORTEST = 4;

/** The frame in another size, with what lies opposite the handle where it was. */
export function grown(frame: Frame, handle: Handle, width: number, height: number): Frame {
  const way = { x: (handle.x * (width - frame.width)) / 2, y: (handle.y * (height - frame.height)) / 2 };
  return { ...frame, middle: sum(frame.middle, turned(way, frame.rotation)), width, height };
}

/** The frame when a handle was dragged by some canvas px; `keepShape` keeps width to height. */
export function resized(frame: Frame, handle: Handle, by: Point, keepShape: boolean): Frame {
  const way = turned(by, -frame.rotation);
  const width = frame.width + handle.x * way.x;
  const height = frame.height + handle.y * way.y;
  if (!keepShape) return grown(frame, handle, Math.max(SHORTEST, width), Math.max(SHORTEST, height));
  const { width: w, height: h } = frame;
  // A corner follows the pointer along its diagonal.
  const factor = handle.y === 0 ? width / w : handle.x === 0 ? height / h : (width * w + height * h) / (w * w + h * h);
  const least = SHORTEST / Math.min(w, h);
  return grown(frame, handle, w * Math.max(least, factor), h * Math.max(least, factor));
}

/** Turned about its middle as the pointer went around it; `step` in degrees, to whose multiples it snaps. */
export function rotated(frame: Frame, from: Point, to: Point, step: number | null): Frame {
  const angle = frame.rotation + direction(difference(to, frame.middle)) - direction(difference(from, frame.middle));
  const stepped = step === null ? Math.round(angle * 10) / 10 : Math.round(angle / step) * step;
  return { ...frame, rotation: upright(stepped) };
}

/** Where the handle is by which it is turned, `above` canvas px over its upper side. */
export function turningPoint(frame: Frame, above: number): Point {
  return handlePoint(frame, { x: 0, y: -1 - (2 * above) / frame.height });
}

function direction({ x, y }: Point): number {
  return (Math.atan2(y, x) * 180) / Math.PI;
}

/** The same angle within −180 (not included) and 180 degrees. */
function upright(degrees: number): number {
  const angle = ((degrees % 360) + 360) % 360;
  return angle > 180 ? angle - 360 : angle;
}
