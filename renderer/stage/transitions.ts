import type { Transition } from "../../electron/contract/scene";
import type { DrawingContext } from "./drawing-context";
import { i420Bytes, type Layer } from "./layer";

/** Draws the moment `position` (0…1) of one picture giving way to another of its size; all without padding. */
export function drawTransition(
  { kernels }: DrawingContext,
  transition: Transition,
  position: number,
  from: Layer,
  to: Layer,
  into: Layer,
): void {
  const bytes = i420Bytes(into.width, into.height);
  kernels.mix(from.y, to.y, into.y, bytes, transition.kind === "fade" ? Math.round(position * 255) : 0);
}
