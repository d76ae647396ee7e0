import type { MixerBlock } from "../../electron/contract/mixer";
import { BlockCutter } from "./block-cutter";
import { Desk, type Stereo } from "./desk";
import { type MixerOrder, type MixerReport, WORKLET, type WorkletOptions } from "./messages";
import { TestTone } from "./test-tone";
import { WallClock } from "./wall-clock";

/** AudioWorkletGlobalScope, which the DOM types lack (Web Audio API, 1.32). */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: WorkletOptions }) => AudioWorkletProcessor,
): void;
declare const currentFrame: number;
declare const sampleRate: number;

/** Sample frames of one call (Web Audio API, 2.1). */
const QUANTUM = 128;
/** Calls between two reports of the levels: 62.5 reports a second. */
const REPORT_EVERY = 6;

/** The mixer itself: lives on the audio thread, so a busy window takes nothing from the sound. */
class MixerProcessor extends AudioWorkletProcessor {
  private readonly desk = new Desk();
  private readonly clock = new WallClock();
  private readonly tone = new TestTone(sampleRate);
  private readonly toneSound = new Float32Array(QUANTUM);
  private readonly left = new Float32Array(QUANTUM);
  private readonly right = new Float32Array(QUANTUM);
  private readonly cutter: BlockCutter;
  private engine: MessagePort | null = null;
  private watched = true;
  private calls = 0;
  private running = true;

  constructor({ processorOptions }: { processorOptions: WorkletOptions }) {
    super();
    this.cutter = new BlockCutter(processorOptions.blockFrames, sampleRate, (first, at, pcm) => {
      const block: MixerBlock = { type: "block", first, at, pcm };
      // Copied, not transferred: Electron gives a transferred buffer to a utility process as null.
      this.engine?.postMessage(block);
    });
    this.port.onmessage = ({ data }: MessageEvent<MixerOrder>) => this.obey(data);
  }

  process(inputs: Float32Array[][]): boolean {
    const at = this.clock.read((currentFrame * 1000) / sampleRate, Date.now());
    if (this.desk.hasTone) this.tone.fill(this.toneSound, at);
    this.desk.mix((input) => this.sound(inputs, input), this.left, this.right);
    this.cutter.add(this.left, this.right, at);
    if (this.watched && ++this.calls % REPORT_EVERY === 0) {
      const report: MixerReport = this.desk.levels();
      this.port.postMessage(report);
    }
    return this.running;
  }

  private sound(inputs: Float32Array[][], input: number | "tone"): Stereo | null {
    if (input === "tone") return [this.toneSound, this.toneSound];
    const [left, right] = inputs[input] ?? [];
    if (left === undefined) return null;
    return [left, right ?? left];
  }

  private obey(order: MixerOrder): void {
    switch (order.type) {
      case "channels":
        this.desk.set(order.channels);
        return;
      case "engine":
        this.engine?.close();
        this.engine = order.port;
        return;
      case "watched":
        this.watched = order.watched;
        // What gathered while nobody looked is not news.
        this.desk.levels();
        return;
      case "close":
        this.engine?.close();
        this.running = false;
    }
  }
}

registerProcessor(WORKLET, MixerProcessor);
