import { half } from "../planes";
import { type Light, SURVEYED } from "../kernels";

/** What a screen looks like without anybody before it. */
export interface Plate {
  /** Its mean colour around black. */
  readonly light: Light;
  /** How bright it is in each square of the survey, of its mean. */
  readonly brightness: Float32Array;
}

/** The survey's squares of a picture. */
export const squaresOf = (length: number): number => Math.ceil(half(length) / SURVEYED);

/** A square tells something when it shows this part of the screen. */
const ENOUGH = 0.1;
const ALL = SURVEYED * SURVEYED * 255;

/**
 * The screen behind a picture from its survey (see Matte): where it is hidden, it is as bright as around. Null when there is no
 * screen to be seen.
 */
export function plateOf(sums: Int32Array, columns: number, rows: number, into: Float32Array): Plate | null {
  const squares = columns * rows;
  let [weight, y, u, v] = [0, 0, 0, 0];
  for (let i = 0; i < squares; i++) {
    weight += sums[4 * i] ?? 0;
    y += sums[4 * i + 1] ?? 0;
    u += sums[4 * i + 2] ?? 0;
    v += sums[4 * i + 3] ?? 0;
  }
  if (weight === 0) return null;
  const light = { y: Math.max(0, y / weight - 16), u: u / weight - 128, v: v / weight - 128 };
  const length = light.u ** 2 + light.v ** 2;
  if (length < 1) return null;
  let known = 0;
  for (let i = 0; i < squares; i++) {
    const seen = sums[4 * i] ?? 0;
    const [meanU, meanV] = [(sums[4 * i + 2] ?? 0) / seen - 128, (sums[4 * i + 3] ?? 0) / seen - 128];
    const brightness = seen < ENOUGH * ALL ? 0 : (meanU * light.u + meanV * light.v) / length;
    into[i] = brightness;
    if (brightness > 0) known++;
  }
  if (known === 0) into.fill(1, 0, squares);
  else spread(into, columns, rows);
  return { light, brightness: into };
}

/** Gives squares of which nothing is known (0) the mean of their known neighbours, from the edges inwards. */
function spread(brightness: Float32Array, columns: number, rows: number): void {
  for (let left = true; left; ) {
    left = false;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const i = row * columns + column;
        if ((brightness[i] ?? 0) > 0) continue;
        let [sum, count] = [0, 0];
        const ask = (at: number, there: boolean): void => {
          const value = there ? (brightness[at] ?? 0) : 0;
          if (value <= 0) return;
          sum += value;
          count++;
        };
        ask(i - 1, column > 0);
        ask(i + 1, column + 1 < columns);
        ask(i - columns, row > 0);
        ask(i + columns, row + 1 < rows);
        if (count > 0) brightness[i] = sum / count;
        else left = true;
      }
    }
  }
}
