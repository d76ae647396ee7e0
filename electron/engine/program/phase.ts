/** How soon after a source frame arrived the picture should be pulled, in ms. */
const WANTED_AGE = 6;

/** Ages within this of the wanted one are left alone, in ms. */
const TOLERANCE = 3;

/** The clock is slid by at most this much per picture, in ms: too little to see, and no more than the sound can follow. */
const MAX_SLIDE = 0.15;

/**
 * Phase lock of the program clock to the source: a source of the programme's own rate, sampled by a clock of the same
 * rate but an unlucky phase, gives a repeated picture here and a skipped one there. So the clock slides until pictures
 * are pulled a few ms after the source's frames arrive: no beat, and the least latency. Pure.
 */
export class PhaseLock {
  private readonly period: number;
  private smooth: number | null = null;

  /** `period` of the program clock in ms. */
  constructor(period: number) {
    this.period = period;
  }

  /**
   * Takes what the stage says of its source (age of the newest frame when pulled, its mean interval; ms) and returns
   * by how much to slide the clock, in ms. Zero while the source has no rate like the programme's.
   */
  slide(age: number, interval: number): number {
    const rate = interval / this.period;
    if (interval === 0 || rate < 0.9 || rate > 1.1 || age > 3 * this.period) {
      this.smooth = null;
      return 0;
    }
    // The age lives on a circle: just before the next frame is as near to the wanted age as just after the last.
    const wrapped = wrap(age - WANTED_AGE, this.period);
    this.smooth = this.smooth === null ? wrapped : this.smooth + wrap(wrapped - this.smooth, this.period) * 0.1;
    this.smooth = wrap(this.smooth, this.period);
    if (Math.abs(this.smooth) < TOLERANCE) return 0;
    const step = -Math.sign(this.smooth) * Math.min(MAX_SLIDE, Math.abs(this.smooth) * 0.05);
    this.smooth += step;
    return step;
  }
}

/** `value` brought into −period/2 … period/2. */
function wrap(value: number, period: number): number {
  return value - Math.round(value / period) * period;
}
