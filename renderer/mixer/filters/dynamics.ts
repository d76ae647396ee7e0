import type { Stereo } from "../stereo";

/** Sample frames between two looks at the level. */
export const STEP = 16;

/** What silence measures, in dB. */
const FLOOR_DB = -120;

/** Steps for which a peak counts: 10.7 ms at 48 kHz, half a period of 47 Hz. */
const HELD = 32;

/** Factor of so many dB. */
export function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** Share of the way that a value with this time constant (ms) goes in `frames` sample frames. */
export function share(ms: number, rate: number, frames = STEP): number {
  return 1 - Math.exp((-frames * 1000) / (Math.max(ms, 0.01) * rate));
}

/** Highest sample of the last 10 ms of both sides. */
class PeakHold {
  private readonly peaks = new Float32Array(HELD);
  private next = 0;

  /** Takes STEP sample frames from `from` on; gives the level in dBFS. */
  level([left, right]: Stereo, from: number): number {
    let peak = 0;
    for (let i = from; i < from + STEP; i++) peak = Math.max(peak, Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0));
    this.peaks[this.next] = peak;
    this.next = (this.next + 1) % HELD;
    for (const held of this.peaks) if (held > peak) peak = held;
    return peak < 1e-6 ? FLOOR_DB : 20 * Math.log10(peak);
  }
}

/** Turns sound up and down by its level, or by that of a key: the part that all dynamics processors share. */
export class GainRider {
  private readonly hold = new PeakHold();

  /** `factor` is asked at every STEP sample frames for the gain at a level in dBFS; `gain` is that at the beginning. */
  constructor(
    private readonly factor: (level: number) => number,
    private gain = 1,
  ) {}

  /** In place; the gain goes from step to step in a straight line. */
  process(sound: Stereo, key: Stereo | null): void {
    const [left, right] = sound;
    for (let from = 0; from < left.length; from += STEP) {
      const wanted = this.factor(this.hold.level(key ?? sound, from));
      const slope = (wanted - this.gain) / STEP;
      for (let i = 0; i < STEP; i++) {
        const gain = this.gain + slope * (i + 1);
        left[from + i] = (left[from + i] ?? 0) * gain;
        right[from + i] = (right[from + i] ?? 0) * gain;
      }
      this.gain = wanted;
    }
  }
}

/** A figure in dB that glides to its target by time constants of its own upwards and downwards. */
export class DecibelGlide {
  constructor(private value: number) {}

  /** Goes a share (0…1) of the way to `target`. */
  next(target: number, part: number): number {
    this.value += (target - this.value) * part;
    return this.value;
  }

  get now(): number {
    return this.value;
  }
}
