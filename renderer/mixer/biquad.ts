import type { Stereo } from "./stereo";

/** Coefficients of a second-order section, a0 being 1. */
export interface Coefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** A second-order filter of both sides (transposed direct form II, whose state bears changing coefficients). */
export class Biquad {
  private readonly first = new Float64Array(2);
  private readonly second = new Float64Array(2);

  constructor(private coefficients: Coefficients) {}

  set(coefficients: Coefficients): void {
    this.coefficients = coefficients;
  }

  /** In place, `count` sample frames from `from` on. */
  process(sound: Stereo, from: number, count: number): void {
    this.side(0, sound[0], from, from + count);
    this.side(1, sound[1], from, from + count);
  }

  private side(side: 0 | 1, samples: Float32Array, from: number, end: number): void {
    const { b0, b1, b2, a1, a2 } = this.coefficients;
    let first = this.first[side] ?? 0;
    let second = this.second[side] ?? 0;
    for (let i = from; i < end; i++) {
      const x = samples[i] ?? 0;
      const y = b0 * x + first;
      first = b1 * x - a1 * y + second;
      second = b2 * x - a2 * y;
      samples[i] = y;
    }
    // What fades away below −400 dB would only make arithmetic slow.
    this.first[side] = Math.abs(first) < 1e-20 ? 0 : first;
    this.second[side] = Math.abs(second) < 1e-20 ? 0 : second;
  }
}
