import { DelayLine } from "../../delay-line";
import { Glide } from "../../glide";
import { type Stereo, stereo } from "../../stereo";
import type { Processor, ProcessorTools } from "../kind";
import { type Denoiser, FRAME, LOOKAHEAD } from "./rnnoise";
import type { NoiseSuppressionSettings } from "./schema";

/** Sample frames of one call (Web Audio API, 2.1). */
const QUANTUM = 128;

/** Leaves voices and takes out the rest. While the network is not there, sound passes as it is, equally late. */
export class NoiseSuppression implements Processor<NoiseSuppressionSettings> {
  readonly latency = FRAME + LOOKAHEAD;
  private readonly amount: Glide;
  private readonly untouched = new DelayLine(QUANTUM);
  private readonly input = stereo(FRAME);
  private readonly output = stereo(FRAME);
  private readonly voices: [Denoiser | null, Denoiser | null] = [null, null];
  /** Where in the frame under way the next sample goes. */
  private filled = 0;
  /** Whether the output is the network's. */
  private readonly suppressing = new Glide(0);

  constructor(
    { amount }: NoiseSuppressionSettings,
    private readonly tools: ProcessorTools,
  ) {
    this.amount = new Glide(amount / 100);
    this.untouched.set(this.latency, true);
  }

  set({ amount }: NoiseSuppressionSettings): void {
    this.amount.set(amount / 100);
  }

  process(sound: Stereo): void {
    const [left, right] = sound;
    const [dryLeft, dryRight] = this.untouched.process(sound);
    const [inLeft, inRight] = this.input;
    const [outLeft, outRight] = this.output;
    for (let i = 0; i < left.length; i++) {
      const at = this.filled;
      const share = this.amount.next() * this.suppressing.next();
      inLeft[at] = left[i] ?? 0;
      inRight[at] = right[i] ?? 0;
      const l = dryLeft[i] ?? 0;
      const r = dryRight[i] ?? 0;
      left[i] = l + share * ((outLeft[at] ?? 0) - l);
      right[i] = r + share * ((outRight[at] ?? 0) - r);
      if (++this.filled < FRAME) continue;
      this.filled = 0;
      this.denoise();
    }
  }

  close(): void {
    this.forget(0);
    this.forget(1);
  }

  /** A microphone has the same on both sides: that is worked on once. */
  private denoise(): void {
    const [left, right] = this.input;
    if (!this.listen(0, left)) return;
    if (same(left, right)) {
      this.forget(1);
      this.output[1].set(this.output[0]);
    } else this.listen(1, right);
    this.suppressing.set(1);
  }

  private listen(side: 0 | 1, input: Float32Array): boolean {
    const voice = (this.voices[side] ??= this.tools.rnnoise()?.denoiser() ?? null);
    voice?.process(input, this.output[side]);
    return voice !== null;
  }

  private forget(side: 0 | 1): void {
    this.voices[side]?.close();
    this.voices[side] = null;
  }
}

function same(a: Float32Array, b: Float32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
