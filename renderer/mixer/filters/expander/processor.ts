import type { Stereo } from "../../stereo";
import { DecibelGlide, factorOf, GainRider, share } from "../dynamics";
import type { Processor } from "../kind";
import type { ExpanderSettings } from "./schema";

/** It never turns down by more than this, in dB. */
const DEEPEST = -80;
/** Time constant in which the output gain follows its setting, in ms. */
const GLIDE = 10;

/** Makes what is soft softer (downward expander). */
export class Expander implements Processor<ExpanderSettings> {
  private readonly rider = new GainRider((level) => this.factor(level));
  private readonly reduction = new DecibelGlide(0);
  private readonly output: DecibelGlide;

  constructor(
    private settings: ExpanderSettings,
    private readonly rate: number,
  ) {
    this.output = new DecibelGlide(settings.outputGain);
  }

  set(settings: ExpanderSettings): void {
    this.settings = settings;
  }

  process(sound: Stereo): void {
    this.rider.process(sound, null);
  }

  private factor(level: number): number {
    const { threshold, ratio, attack, release, outputGain } = this.settings;
    const target = Math.max(DEEPEST, Math.min(0, level - threshold) * (ratio - 1));
    const time = target > this.reduction.now ? attack : release;
    return factorOf(this.reduction.next(target, share(time, this.rate)) + this.output.next(outputGain, share(GLIDE, this.rate)));
  }
}
