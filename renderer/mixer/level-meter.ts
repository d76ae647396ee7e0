import type { Level } from "../../electron/contract/mixer";

/** What silence reads, in dBFS. */
export const SILENCE_DB = -120;

function decibels(value: number): number {
  return value <= 10 ** (SILENCE_DB / 20) ? SILENCE_DB : 20 * Math.log10(value);
}

/** Peak and RMS of both sides of a stereo signal since the last reading. */
export class LevelMeter {
  private peak = 0;
  private squares = 0;
  private count = 0;

  add(left: number, right: number): void {
    const l = Math.abs(left);
    const r = Math.abs(right);
    if (l > this.peak) this.peak = l;
    if (r > this.peak) this.peak = r;
    this.squares += l * l + r * r;
    this.count += 2;
  }

  /** The level in dBFS (peak: of a full-scale sample; rms: 0 for a full-scale square wave), and begins anew. */
  read(): Level {
    const level = {
      peak: decibels(this.peak),
      rms: this.count === 0 ? SILENCE_DB : decibels(Math.sqrt(this.squares / this.count)),
    };
    this.peak = 0;
    this.squares = 0;
    this.count = 0;
    return level;
  }
}
