import { Biquad, type Coefficients } from "../biquad";
import type { Stereo } from "../stereo";

/** ITU-R BS.1770-4, annex 1, tables 1 and 2: for 48 kHz. */
const HEAD: Coefficients = {
  b0: 1.53512485958697,
  b1: -2.69169618940638,
  b2: 1.19839281085285,
  a1: -1.69065929318241,
  a2: 0.73248077421585,
};
const HIGH_PASS: Coefficients = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Weights sound as ears do. */
export class KWeighting {
  private readonly head = new Biquad(HEAD);
  private readonly highPass = new Biquad(HIGH_PASS);

  /** In place; 48 kHz. */
  process(sound: Stereo): void {
    this.head.process(sound, 0, sound[0].length);
    this.highPass.process(sound, 0, sound[0].length);
  }
}
