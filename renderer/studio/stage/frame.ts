import type { Transform } from "../../../electron/contract/scene";
import type { Size } from "../../stage/fit";
import { along, type Placement, placementOf } from "../../stage/placement";
import type { Rect } from "../../stage/planes";

/** A place or a way on the canvas, in its px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle turned about its middle. Canvas px, degrees clockwise. */
export interface Frame {
  readonly middle: Point;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

/** A side or corner of a frame: −1 left or top, 1 right or bottom, 0 the middle of a side. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** All handles, clockwise from the upper left corner. */
export const handles: readonly Handle[] = [
  ...[{ x: -1, y: -1 } as const, { x: 0, y: -1 } as const, { x: 1, y: -1 } as const, { x: 1, y: 0 } as const],
  ...[{ x: 1, y: 1 } as const, { x: 0, y: 1 } as const, { x: -1, y: 1 } as const, { x: -1, y: 0 } as const],
];

/** Where an item stands: `frame` is what a person takes hold of, `box` what is seen of it. */
export interface Standing {
  readonly frame: Frame;
  readonly box: Frame;
}

/** Null where nothing of the item is left to be seen. */
export function standingOf(transform: Transform, source: Size): Standing | null {
  const placement = placementOf(transform, source);
  if (placement === null) return null;
  return { frame: frameOf(placement.frame, placement), box: frameOf(placement.box, placement) };
}

function frameOf({ x, y, width, height }: Rect, { rotation }: Placement): Frame {
  return { middle: { x: x + width / 2, y: y + height / 2 }, width, height, rotation };
}

/** A way, turned by degrees clockwise. */
export function turned({ x, y }: Point, degrees: number): Point {
  if (degrees === 0) return { x, y };
  const angle = (degrees * Math.PI) / 180;
  return { x: x * Math.cos(angle) - y * Math.sin(angle), y: x * Math.sin(angle) + y * Math.cos(angle) };
}

export function sum(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

export function difference(to: Point, from: Point): Point {
  return { x: to.x - from.x, y: to.y - from.y };
}

/** Where a handle of a frame is, or with both 0 its middle. */
export function handlePoint({ middle, width, height, rotation }: Frame, { x, y }: Point): Point {
  return sum(middle, turned({ x: (x * width) / 2, y: (y * height) / 2 }, rotation));
}

/** The corners, clockwise from the upper left one of the unturned frame. */
export function corners(frame: Frame): readonly Point[] {
  return handles.filter(({ x, y }) => x !== 0 && y !== 0).map((handle) => handlePoint(frame, handle));
}

/** The smallest upright rectangle around the frame. */
export function boundsOf(frame: Frame): Rect {
  const points = corners(frame);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The smallest upright rectangle around all of them; null around none. */
export function boundsOfAll(frames: readonly Frame[]): Rect | null {
  const all = frames.map(boundsOf);
  if (all.length === 0) return null;
  const x = Math.min(...all.map((one) => one.x));
  const y = Math.min(...all.map((one) => one.y));
  const right = Math.max(...all.map((one) => one.x + one.width));
  const bottom = Math.max(...all.map((one) => one.y + one.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Whether a place of the canvas is inside the frame, its edges included. */
export function contains(frame: Frame, point: Point): boolean {
  const { x, y } = turned(difference(point, frame.middle), -frame.rotation);
  return Math.abs(x) <= frame.width / 2 && Math.abs(y) <= frame.height / 2;
}

/** The transform whose frame was `from`, with the frame `to`. */
export function reframed(transform: Transform, from: Frame, to: Frame): Transform {
  const { sizing, anchor } = transform;
  return {
    ...transform,
    x: to.middle.x + (along[anchor.x] - 0.5) * to.width,
    y: to.middle.y + (along[anchor.y] - 0.5) * to.height,
    sizing:
      sizing.mode === "scale"
        ? { ...sizing, x: (sizing.x * to.width) / from.width, y: (sizing.y * to.height) / from.height }
        : { ...sizing, width: to.width, height: to.height },
    rotation: to.rotation,
  };
}
