import type { Size } from "../../stage/fit";
import { projection } from "../../stage/placement";
import type { Point } from "./frame";
import type { PlacedBox } from "./pictureBox";

/** How the canvas is seen in the window: scaled, and moved to where its picture is. */
export interface View {
  /** CSS px to a canvas px. */
  readonly scale: number;
  /** Where the canvas' upper left corner is in the stage's room, in CSS px. */
  readonly origin: Point;
}

/** The canvas as it is seen in a box of the stage's room, in CSS px. */
export function viewOf(canvas: Size, box: PlacedBox): View {
  const { scale, x, y } = projection(canvas, box);
  return { scale, origin: { x: box.left + x, y: box.top + y } };
}

/** Canvas px to CSS px of the stage's room. */
export function toScreen({ scale, origin }: View, { x, y }: Point): Point {
  return { x: origin.x + x * scale, y: origin.y + y * scale };
}

/** CSS px of the stage's room to canvas px. */
export function toCanvas({ scale, origin }: View, { x, y }: Point): Point {
  return { x: (x - origin.x) / scale, y: (y - origin.y) / scale };
}
