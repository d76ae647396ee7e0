import { MixerBlock } from "../../contract/mixer";
import type { ProgramStatus } from "../../contract/status";
import { CHANNELS, type VideoFormat } from "../../contract/video";
import { Clock } from "./clock";
import { HeldPictures } from "./held-pictures";
import { PhaseLock } from "./phase";
import { lastingPicture, type Picture } from "./picture";
import { Sound } from "./sound";
import type { SourceTiming, StageLink } from "./stage-link";

/** Where the program goes: the encoder. */
export interface ProgramSink {
  /** Pictures handed over and not yet taken. */
  readonly backlog: number;
  /** Holds the picture until it was taken. */
  picture(picture: Picture): void;
  samples(pcm: Float32Array): void;
}

export interface ProgramOptions {
  readonly format: VideoFormat;
  /** I420 picture of the format that stands in for a stage that sends nothing. */
  readonly slate: Uint8Array;
  readonly log: (text: string) => void;
}

/** After so long without a word from the stage, the slate is shown; ms. */
const SLATE_AFTER = 2000;

/** An encoder that owes this many pictures is overloaded: the stream pauses rather than fall behind for ever. */
const MAX_BACKLOG = 30;

/** A delay of whole pictures may come out a little larger by arithmetic. */
const ROUNDING = 1e-6;

/** …or this many bytes, since a 4K picture has 12 MB. */
const MAX_BACKLOG_BYTES = 96e6;

/**
 * The program: constant picture rate and unbroken sound on the engine's own clock, whatever the window does. Every
 * tick pulls a picture; what has come by the next tick is sent, otherwise the last picture again.
 */
export class Program {
  private readonly format: VideoFormat;
  private readonly slate: Picture;
  private readonly log: (text: string) => void;
  private readonly clock: Clock;
  private readonly phase: PhaseLock;
  private readonly sound: Sound;
  private readonly held = new HeldPictures();
  private readonly maxBacklog: number;
  private readonly startedAt: number;
  private stage: StageLink | null = null;
  private sink: ProgramSink | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  private heardAt: number;
  /** The last picture of a stage: shown on until the slate's time, also when a new stage has sent none yet. */
  private last: Picture | null = null;
  /** The pull whose picture has not come; its tick is not yet sent. */
  private pending: number | null = null;
  /** Pictures of the timeline: ticks less those the encoder was too slow for. */
  private pictures = 0;
  /** First picture, and so first sound interval, that the current sink gets. */
  private sinkFrom = 0;
  private sounds = 0;
  /** Unix time in ms of the picture under way, and from when on the sound was made that is still to be sent, a picture each. */
  private at = 0;
  private readonly unheard: number[] = [];
  /** Ms that the mixer holds sound back, and the pictures that are held back for it. */
  private late = 0;
  private holding = 0;

  private frames = 0;
  private repeated = 0;
  private skipped = 0;
  private dropped = 0;

  constructor(options: ProgramOptions) {
    this.format = options.format;
    this.slate = lastingPicture(options.slate);
    this.log = options.log;
    const now = performance.now();
    this.clock = new Clock(now, options.format.fps);
    this.phase = new PhaseLock(this.clock.period);
    this.sound = new Sound(options.format.fps);
    this.maxBacklog = Math.max(4, Math.min(MAX_BACKLOG, Math.floor(MAX_BACKLOG_BYTES / options.slate.byteLength)));
    this.startedAt = performance.timeOrigin + now;
    this.heardAt = now;
  }

  /** Starts the clock. */
  start(): void {
    this.wake();
  }

  /** Media time of the next picture, in ms. */
  get mediaMs(): number {
    return this.pictures * this.clock.period;
  }

  /** Unix time in ms at which the picture of a media time (ms) was taken. */
  takenAt(mediaMs: number): number {
    return this.startedAt + mediaMs + (this.dropped - this.holding) * this.clock.period;
  }

  /** Follows this stage from now on, and no other. */
  follow(stage: StageLink): void {
    if (this.stage !== null) this.stage.listener = null;
    this.stage = stage;
    this.settle();
    stage.listener = (id, changed, timing) => this.take(id, changed, timing);
  }

  /** Takes one message of the mixer. */
  hear(message: unknown): void {
    const block = MixerBlock.safeParse(message);
    if (!block.success) return this.log(`mixer: ${block.error.message}`);
    const { pcm, at, late } = block.data;
    this.sound.push(new Float32Array(pcm), at);
    this.late = late;
    this.holding = Math.ceil(late / this.clock.period - ROUNDING);
    this.held.hold(this.holding);
  }

  /** Sends to this encoder from the next picture on; null while there is none. */
  feed(sink: ProgramSink | null): void {
    this.sink = sink;
    this.sinkFrom = this.pictures;
  }

  /** Ends the program: the picture under way and the sound held back are still handed over. */
  stop(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.settle();
    for (let held = this.held.drain(); held !== null; held = this.held.drain()) {
      this.at += this.clock.period;
      this.emit(held);
    }
    while (this.unheard.length > 0) this.sendSound();
    this.stopped = true;
    if (this.stage !== null) this.stage.listener = null;
    this.stage = null;
    this.sink = null;
    this.last?.letGo();
    this.last = null;
  }

  status(): ProgramStatus {
    return {
      format: this.format,
      frames: this.frames,
      repeated: this.repeated,
      skipped: this.skipped,
      dropped: this.dropped,
      slate: this.current() === null,
      silenceMs: this.sound.silenceMs,
    };
  }

  private wake(): void {
    for (;;) {
      const now = performance.now();
      if (!this.clock.take(now)) break;
      this.tick();
    }
    this.timer = setTimeout(() => this.wake(), this.clock.due - performance.now());
  }

  private tick(): void {
    this.settle();
    this.at = Date.now() - (performance.now() - this.clock.taken);
    this.pending = this.stage?.pull(this.format, this.at) ?? null;
    if (this.pending === null) this.send();
  }

  /** A reply of the stage: the picture of its tick, or, when it came too late for that, the next one's fallback. */
  private take(id: number, changed: boolean, timing: SourceTiming): void {
    this.heardAt = performance.now();
    this.clock.slide(this.phase.slide(timing.age, timing.interval));
    const steady = timing.interval > 0 && timing.interval > this.clock.period * 0.9;
    if (steady && timing.arrived > 1) this.skipped += timing.arrived - 1;
    if (this.pending !== id) return;
    this.pending = null;
    // A still picture is no loss; the same one again from a source that moves at least at this rate, but sent none, is.
    const moving = timing.interval > 0 && timing.interval < this.clock.period * 1.1 && timing.age < 3 * timing.interval;
    if (!changed && moving && timing.arrived === 0) this.repeated += 1;
    this.send();
  }

  /** The tick's time is over: what is there is sent. */
  private settle(): void {
    if (this.pending === null) return;
    this.pending = null;
    this.repeated += 1;
    this.send();
  }

  /** The newest picture, or null when it is the slate's turn. */
  private current(): Picture | null {
    if (performance.now() - this.heardAt > SLATE_AFTER) return null;
    const newest = this.stage?.picture(this.format) ?? null;
    if (newest !== null && newest !== this.last) {
      newest.hold();
      this.last?.letGo();
      this.last = newest;
    }
    return this.last;
  }

  private send(): void {
    this.emit(this.held.exchange(this.current() ?? this.slate));
  }

  /** Sends a picture at its turn, and with it the sound of an earlier one. */
  private emit(picture: Picture): void {
    const { sink } = this;
    if (sink !== null && sink.backlog >= this.maxBacklog) {
      // This interval is left out of the timeline; the sound of those before it goes on.
      this.dropped += 1;
      if (this.unheard.length > 0) this.sendSound();
      return;
    }
    this.pictures += 1;
    // What is held back in whole pictures may be more than the sound is late.
    this.unheard.push(this.at - (this.holding * this.clock.period - this.late));
    if (sink !== null) {
      this.frames += 1;
      sink.picture(picture);
    }
    if (this.unheard.length > this.sound.lag) this.sendSound();
  }

  private sendSound(): void {
    const pcm = new Float32Array(this.sound.share() * CHANNELS);
    // What happens is first seen in the next picture, half an interval late on average, and so it is heard.
    this.sound.take(pcm, (this.unheard.shift() ?? this.at) - this.clock.period / 2);
    if (this.sink !== null && this.sounds >= this.sinkFrom) this.sink.samples(pcm);
    this.sounds += 1;
  }
}
