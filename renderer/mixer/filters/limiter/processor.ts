import { Glide } from "../../glide";
import type { Stereo } from "../../stereo";
import { factorOf, share } from "../dynamics";
import type { Processor } from "../kind";
import type { LimiterSettings } from "./schema";

/** Rounding to 32 bits must not lift a sample above the ceiling again. */
const ROUNDING = 1 - 2 ** -22;

/** Ms for which it keeps hold after a peak: half a period of 50 Hz, so that it does not follow the waves of a bass. */
const HOLD = 10;
/** A sample this near to the ceiling is a peak. */
const NEAR = 0.999;

/** Holds every sample below a ceiling: takes hold within the sample itself, lets go slowly. */
export class Limiter implements Processor<LimiterSettings> {
  private readonly ceiling: Glide;
  private letGo: number;
  private gain = 1;
  /** Sample frames since the last peak. */
  private past = Number.POSITIVE_INFINITY;

  constructor(
    settings: LimiterSettings,
    private readonly rate: number,
  ) {
    this.ceiling = new Glide(factorOf(settings.threshold) * ROUNDING);
    this.letGo = share(settings.release, rate, 1);
  }

  set({ threshold, release }: LimiterSettings): void {
    this.ceiling.set(factorOf(threshold) * ROUNDING);
    this.letGo = share(release, this.rate, 1);
  }

  process([left, right]: Stereo): void {
    const hold = (HOLD * this.rate) / 1000;
    for (let i = 0; i < left.length; i++) {
      const l = left[i] ?? 0;
      const r = right[i] ?? 0;
      const peak = Math.max(Math.abs(l), Math.abs(r));
      const ceiling = this.ceiling.next();
      if (++this.past > hold) this.gain += (1 - this.gain) * this.letGo;
      if (peak * this.gain > ceiling * NEAR) this.past = 0;
      if (peak * this.gain > ceiling) this.gain = ceiling / peak;
      left[i] = l * this.gain;
      right[i] = r * this.gain;
    }
  }
}
