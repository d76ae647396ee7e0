import type { Coefficients } from "../../biquad";

/** Hz: the corners of the shelves and the middle of the bell. */
export const LOW = 250;
export const MID = 1000;
export const HIGH = 4000;

/** Of the bell. */
export const MID_Q = 0.7;

/** After R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients". */
function section(hz: number, rate: number, q: number, make: (cos: number, alpha: number) => readonly number[]): Coefficients {
  const w = (2 * Math.PI * hz) / rate;
  const [b0 = 1, b1 = 0, b2 = 0, a0 = 1, a1 = 0, a2 = 0] = make(Math.cos(w), Math.sin(w) / (2 * q));
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/** A shelf without overshoot: `decibels` far below (or, with `sign` −1, far above) the corner, half of that at it. */
function shelf(hz: number, decibels: number, rate: number, sign: 1 | -1): Coefficients {
  const a = 10 ** (decibels / 40);
  return section(hz, rate, Math.SQRT1_2, (cos, alpha) => {
    const root = 2 * Math.sqrt(a) * alpha;
    const [plus, minus, slope] = [a + 1, a - 1, sign * cos];
    return [
      a * (plus - minus * slope + root),
      sign * 2 * a * (minus - plus * slope),
      a * (plus - minus * slope - root),
      plus + minus * slope + root,
      sign * -2 * (minus + plus * slope),
      plus + minus * slope - root,
    ];
  });
}

/** The three bands at so many decibels, for a sample rate in Hz. */
export const lowShelf = (decibels: number, rate: number): Coefficients => shelf(LOW, decibels, rate, 1);
export const highShelf = (decibels: number, rate: number): Coefficients => shelf(HIGH, decibels, rate, -1);

export function bell(decibels: number, rate: number): Coefficients {
  const a = 10 ** (decibels / 40);
  return section(MID, rate, MID_Q, (cos, alpha) => [1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a]);
}
