import type { Rect } from "./planes";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A source this little smaller than the target, in pixels, is shown as it is rather than scaled by a hair. */
const HAIR = 4;

/** The greatest even number not above `value`. */
export const even = (value: number): number => Math.floor(value / 2) * 2;

/**
 * Where a picture goes in a target of another shape: as large as fits, in the middle, edges even. `pixels` is its size
 * in samples (even), `display` the size it is meant to have (other when its pixels are not square).
 */
export function fit(pixels: Size, display: Size, target: Size): Rect {
  const square = Math.abs(pixels.width * display.height - pixels.height * display.width) <= 2 * display.width;
  const across = target.width - pixels.width;
  const down = target.height - pixels.height;
  if (square && across >= 0 && down >= 0 && Math.min(across, down) < HAIR) return centred(pixels, target);
  const factor = Math.min(target.width / display.width, target.height / display.height);
  return centred(
    {
      width: Math.min(target.width, nearestEven(display.width * factor)),
      height: Math.min(target.height, nearestEven(display.height * factor)),
    },
    target,
  );
}

function nearestEven(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}

function centred({ width, height }: Size, target: Size): Rect {
  return { x: even((target.width - width) / 2), y: even((target.height - height) / 2), width, height };
}

/** The part of a frame's visible area whose edges are even: chroma samples cannot be cut in two. */
export function evenPart({ x, y, width, height }: Rect): Rect {
  const left = even(x + 1);
  const top = even(y + 1);
  return { x: left, y: top, width: even(x + width - left), height: even(y + height - top) };
}
