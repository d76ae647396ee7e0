import { Glide } from "../../glide";
import type { Stereo } from "../../stereo";
import { factorOf } from "../dynamics";
import type { Processor } from "../kind";
import type { GainSettings } from "./schema";

/** Turns sound up or down. */
export class Gain implements Processor<GainSettings> {
  private readonly factor: Glide;

  constructor({ gain }: GainSettings) {
    this.factor = new Glide(factorOf(gain));
  }

  set({ gain }: GainSettings): void {
    this.factor.set(factorOf(gain));
  }

  process([left, right]: Stereo): void {
    for (let i = 0; i < left.length; i++) {
      const factor = this.factor.next();
      left[i] = (left[i] ?? 0) * factor;
      right[i] = (right[i] ?? 0) * factor;
    }
  }
}
