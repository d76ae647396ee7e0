import { z } from "zod";
import { MediaSound } from "../../electron/contract/media";
import type { MixerBlock } from "../../electron/contract/mixer";
import { BlockCutter } from "./block-cutter";
import { Desk, type DeskInput } from "./desk";
import { Rnnoise } from "./filters/noise-suppression/rnnoise";
import { type MixerOrder, type MixerReport, MONITOR_OUTPUT, WORKLET, type WorkletOptions } from "./messages";
import { SourceSound } from "./source-sound";
import type { Stereo } from "./stereo";
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

// The page's policy forbids code made of text.
z.config({ jitless: true });

/** A source's sound, read once in each quantum however many channels it has. */
interface Source {
  readonly sound: SourceSound;
  readonly port: MessagePort;
  readAt: number;
  stereo: Stereo | null;
}

/** The mixer itself: lives on the audio thread, so a busy window takes nothing from the sound. */
class MixerProcessor extends AudioWorkletProcessor {
  private rnnoise: Rnnoise | null = null;
  private readonly desk = new Desk(QUANTUM, { rate: sampleRate, rnnoise: () => this.rnnoise });
  private readonly sources = new Map<string, Source>();
  private readonly clock = new WallClock();
  private readonly tone = new TestTone(sampleRate);
  private readonly toneSound = new Float32Array(QUANTUM);
  private readonly cutter: BlockCutter;
  private engine: MessagePort | null = null;
  private watched = true;
  private calls = 0;
  private running = true;
  private inputs: Float32Array[][] = [];
  /** Unix time in ms of the quantum under way. */
  private at = 0;

  constructor({ processorOptions }: { processorOptions: WorkletOptions }) {
    super();
    this.cutter = new BlockCutter(processorOptions.blockFrames, sampleRate, (first, at, tracks, pcm) => {
      const late = (this.desk.lateness * 1000) / sampleRate;
      const block: MixerBlock = { type: "block", first, at, late, ...(tracks.length > 0 && { tracks }), pcm };
      // Copied, not transferred: Electron gives a transferred buffer to a utility process as null.
      this.engine?.postMessage(block);
    });
    this.port.onmessage = ({ data }: MessageEvent<MixerOrder>) => this.obey(data);
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    this.inputs = inputs;
    this.at = this.clock.read((currentFrame * 1000) / sampleRate, Date.now());
    if (this.desk.hasTone) this.tone.fill(this.toneSound, this.at);
    const { program, monitor } = this.desk.mix(this.soundOf);
    this.cutter.add(program, this.desk.parts, this.at);
    const heard = outputs[MONITOR_OUTPUT];
    heard?.[0]?.set(monitor[0]);
    heard?.[1]?.set(monitor[1]);
    if (this.watched && ++this.calls % REPORT_EVERY === 0) {
      const report: MixerReport = this.desk.levels();
      this.port.postMessage(report);
    }
    return this.running;
  }

  private readonly soundOf = (input: DeskInput): Stereo | null => {
    if (input === "tone") return [this.toneSound, this.toneSound];
    if (typeof input === "object") return this.sourceSound(input.source);
    const [left, right] = this.inputs[input] ?? [];
    if (left === undefined) return null;
    return [left, right ?? left];
  };

  private sourceSound(id: string): Stereo | null {
    const source = this.sources.get(id);
    if (source === undefined) return null;
    if (source.readAt !== currentFrame) source.stereo = source.sound.read(this.at);
    source.readAt = currentFrame;
    return source.stereo;
  }

  private connect(id: string, port: MessagePort): void {
    this.sources.get(id)?.port.close();
    const sound = new SourceSound(QUANTUM);
    this.sources.set(id, { sound, port, readAt: -1, stereo: null });
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const block = MediaSound.safeParse(data);
      if (block.success) sound.push(block.data);
    };
  }

  private obey(order: MixerOrder): void {
    switch (order.type) {
      case "channels":
        this.desk.set(order.channels);
        return;
      case "tracks":
        this.desk.setTracks(order.channels);
        return;
      case "engine":
        this.engine?.close();
        this.engine = order.port;
        return;
      case "source":
        this.connect(order.source, order.port);
        return;
      case "active":
        this.desk.setActive(order.sources);
        return;
      case "rnnoise":
        // Compiled by threads of its own, the sound goes on.
        void WebAssembly.compile(order.code).then((module) => (this.rnnoise = new Rnnoise(module)));
        return;
      case "reset-loudness":
        this.desk.resetLoudness();
        return;
      case "watched":
        this.watched = order.watched;
        // What gathered while nobody looked is not news.
        this.desk.levels();
        return;
      case "close":
        this.engine?.close();
        for (const { port } of this.sources.values()) port.close();
        this.running = false;
    }
  }
}

registerProcessor(WORKLET, MixerProcessor);
