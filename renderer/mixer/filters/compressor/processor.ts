import type { Stereo } from "../../stereo";
import { DecibelGlide, factorOf, GainRider, share } from "../dynamics";
import type { Processor } from "../kind";
import type { CompressorSettings } from "./schema";

/** Time constant in which the output gain follows its setting, in ms. */
const GLIDE = 10;

/** Makes what is loud softer: by its own level, or under another sound (ducking). */
export class Compressor implements Processor<CompressorSettings> {
  private readonly rider = new GainRider((level) => this.factor(level));
  private readonly reduction = new DecibelGlide(0);
  private readonly output: DecibelGlide;

  constructor(
    private settings: CompressorSettings,
    private readonly rate: number,
  ) {
    this.output = new DecibelGlide(settings.outputGain);
  }

  set(settings: CompressorSettings): void {
    this.settings = settings;
  }

  process(sound: Stereo, key: Stereo | null): void {
    this.rider.process(sound, key);
  }

  private factor(level: number): number {
    const { threshold, ratio, attack, release, outputGain } = this.settings;
    const target = -Math.max(0, level - threshold) * (1 - 1 / ratio);
    const time = target < this.reduction.now ? attack : release;
    return factorOf(this.reduction.next(target, share(time, this.rate)) + this.output.next(outputGain, share(GLIDE, this.rate)));
  }
}
