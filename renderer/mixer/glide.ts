/** Share of the way to its target that a value goes in each sample: 63 % in 5 ms at 48 kHz, so that nothing clicks. */
const SMOOTHING = 1 / 240;
/** Closer than this (−100 dB) counts as arrived. */
const ARRIVED = 1e-5;

/** A factor that glides to its target, sample by sample. */
export class Glide {
  private target: number;

  constructor(private value: number) {
    this.target = value;
  }

  set(target: number): void {
    this.target = target;
  }

  next(): number {
    const rest = this.target - this.value;
    this.value = Math.abs(rest) < ARRIVED ? this.target : this.value + rest * SMOOTHING;
    return this.value;
  }

  /** Whether it stands at `value` and is to stay there. */
  rests(value: number): boolean {
    return this.value === value && this.target === value;
  }
}
