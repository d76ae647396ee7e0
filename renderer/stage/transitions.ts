import type { Transition } from "../../electron/contract/scene";
import type { DrawingContext } from "./drawing-context";
import { even } from "./fit";
import { i420Bytes, type Layer, partOf } from "./layer";
import { rgbColour } from "./planes";

/**
 * Draws the moment `position` (0…1) of one picture giving way to another of its size; all without padding. Of a cut and a
 * stinger, that is the one or the other. Moves go by two pixels, for chroma's sake.
 */
export function drawTransition(
  context: DrawingContext,
  transition: Transition,
  position: number,
  from: Layer,
  to: Layer,
  into: Layer,
): void {
  switch (transition.kind) {
    case "cut":
    case "stinger":
      copyPart(context, position < 0.5 ? from : to, into, { x: 0, y: 0 });
      return;
    case "fade":
      mix(context, from, to, into, position);
      return;
    case "fade-colour":
      fill(context, into, transition.colour);
      if (position < 0.5) mix(context, from, into, into, 2 * position);
      else mix(context, into, to, into, 2 * position - 1);
      return;
    case "swipe":
      copyPart(context, to, into, { x: 0, y: 0 });
      copyPart(context, from, into, moved(transition.direction, into, position));
      return;
    case "slide": {
      const off = moved(transition.direction, into, position);
      const { across, down } = directions[transition.direction];
      copyPart(context, from, into, off);
      copyPart(context, to, into, { x: off.x - across * into.width, y: off.y - down * into.height });
    }
  }
}

const directions = {
  left: { across: -1, down: 0 },
  right: { across: 1, down: 0 },
  up: { across: 0, down: -1 },
  down: { across: 0, down: 1 },
} as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

function moved(direction: keyof typeof directions, { width, height }: Layer, position: number): Point {
  const { across, down } = directions[direction];
  return { x: across * even(width * position), y: down * even(height * position) };
}

function mix({ kernels }: DrawingContext, from: Layer, to: Layer, into: Layer, position: number): void {
  kernels.mix(from.y, to.y, into.y, i420Bytes(into.width, into.height), Math.round(position * 255));
}

function fill({ kernels }: DrawingContext, { y, u, v, lumaStride, chromaStride, width, height }: Layer, colour: string): void {
  const [luma, blue, red] = rgbColour(colour);
  kernels.fill(y, lumaStride, width, height, luma);
  kernels.fill(u, chromaStride, width / 2, height / 2, blue);
  kernels.fill(v, chromaStride, width / 2, height / 2, red);
}

/** Copies what of a picture is still to be seen when its corner lies at `x`, `y`. */
function copyPart({ kernels }: DrawingContext, from: Layer, into: Layer, { x, y }: Point): void {
  const width = into.width - Math.abs(x);
  const height = into.height - Math.abs(y);
  if (width <= 0 || height <= 0) return;
  const source = partOf(from, Math.max(0, -x), Math.max(0, -y), width, height);
  const target = partOf(into, Math.max(0, x), Math.max(0, y), width, height);
  kernels.copy(source.y, source.lumaStride, target.y, target.lumaStride, width, height);
  kernels.copy(source.u, source.chromaStride, target.u, target.chromaStride, width / 2, height / 2);
  kernels.copy(source.v, source.chromaStride, target.v, target.chromaStride, width / 2, height / 2);
}
