import { even } from "./fit";
import { type Colour, fill, fillRect, type Planes } from "./planes";

const GROUND: Colour = [32, 128, 128];
const SIGN: Colour = [96, 128, 128];

/** Draws what stands in for a lost source: a dark ground with an empty frame and a bar through it. */
export function drawPlaceholder(into: Planes): void {
  fill(into, GROUND);
  const height = even(into.height / 4);
  const width = Math.min(even((height * 16) / 9), into.width);
  const line = Math.max(2, even(height / 16));
  const x = even((into.width - width) / 2);
  const y = even((into.height - height) / 2);
  fillRect(into, { x, y, width, height }, SIGN);
  fillRect(into, { x: x + line, y: y + line, width: width - 2 * line, height: height - 2 * line }, GROUND);
  // The bar from the lower left to the upper right corner, in steps of one line.
  for (let row = 0; row + line <= height; row += line) {
    const along = 1 - row / (height - line);
    fillRect(into, { x: even(x + along * (width - 2 * line)), y: y + row, width: 2 * line, height: line }, SIGN);
  }
}
