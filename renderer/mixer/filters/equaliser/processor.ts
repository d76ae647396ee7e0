import { Biquad } from "../../biquad";
import type { Stereo } from "../../stereo";
import { DecibelGlide, share, STEP } from "../dynamics";
import type { Processor } from "../kind";
import { bell, highShelf, lowShelf } from "./bands";
import type { EqualiserSettings } from "./schema";

/** Time constant in which a band follows its setting, in ms. */
const GLIDE = 10;
/** A band this near to its setting has arrived, in dB. */
const ARRIVED = 0.001;

/** Low shelf, bell in the middle, high shelf. */
export class Equaliser implements Processor<EqualiserSettings> {
  private readonly bands;
  private readonly part: number;

  constructor(
    private settings: EqualiserSettings,
    private readonly rate: number,
  ) {
    this.part = share(GLIDE, rate);
    const band = (key: keyof EqualiserSettings, shape: typeof bell) => {
      const level = settings[key];
      return { key, shape, level: new DecibelGlide(level), filter: new Biquad(shape(level, rate)) };
    };
    this.bands = [band("low", lowShelf), band("mid", bell), band("high", highShelf)];
  }

  set(settings: EqualiserSettings): void {
    this.settings = settings;
  }

  process(sound: Stereo): void {
    for (const { key, shape, level, filter } of this.bands) {
      for (let from = 0; from < sound[0].length; from += STEP) {
        const wanted = this.settings[key];
        if (level.now !== wanted) {
          const near = Math.abs(wanted - level.now) < ARRIVED;
          filter.set(shape(level.next(wanted, near ? 1 : this.part), this.rate));
        }
        filter.process(sound, from, STEP);
      }
    }
  }
}
