import { MixerBlock } from "../../contract/mixer";
import type { ProgramStatus } from "../../contract/status";
import type { VideoFormat } from "../../contract/video";
import { Clock } from "./clock";
import { HeldPictures } from "./held-pictures";
import { PhaseLock } from "./phase";
import { lastingPicture, type Picture } from "./picture";
import { Sound } from "./sound";
import { PULL_CREDIT, type SourceTiming, type StageLink } from "./stage-link";

/** Where the program goes: the encoder. */
export interface ProgramSink {
  /** Pictures handed over and not yet taken. */
  readonly backlog: number;
  /** Holds the picture until it was taken. */
  picture(picture: Picture): void;
  /** Interleaved: the program's pair, then one of each track, in every sample frame. */
  samples(pcm: Float32Array): void;
}

export interface ProgramOptions {
  readonly format: VideoFormat;
  /** I420 picture of the format that stands in for a stage that sends nothing. */
  readonly slate: Uint8Array;
  /** Channels of the mixer whose sound is sent beside the program's; none by default. */
  readonly tracks?: readonly string[];
  readonly log: (text: string) => void;
}

/** After so long without a word from the stage, the slate is shown; ms. */
const SLATE_AFTER = 2000;

/** An encoder that owes this many pictures is overloaded: the stream pauses rather than fall behind for ever. One that starts on a busy machine owes a second. */
const MAX_BACKLOG = 60;

/** A delay of whole pictures may come out a little larger by arithmetic. */
const ROUNDING = 1e-6;

/** …or this many bytes, since a 4K picture has 12 MB. */
const MAX_BACKLOG_BYTES = 96e6;

/** A picture that was due and is not sent yet: its pull, null where none could be made, and the Unix time in ms it is for. */
interface Due {
  readonly pull: number | null;
  readonly at: number;
}

/**
 * Pictures that may be due and not yet there. A window or an engine that gets no turn for a while on a busy machine then
 * still gives every moment its own picture: pulls say what they are for. Sent as soon as it comes, so it costs no time.
 */
const PATIENCE = PULL_CREDIT - 1;

/**
 * The program: constant picture rate and unbroken sound on the engine's own clock, whatever the window does. Every
 * tick pulls a picture; one that has not come some ticks later is left out, and the last picture sent again.
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
  /** Ticks whose pictures are not sent yet, oldest first. */
  private readonly due: Due[] = [];
  /** Pictures of the timeline: ticks less those the encoder was too slow for. */
  private pictures = 0;
  /** First picture, and so first sound interval, that the current sink gets. */
  private sinkFrom = 0;
  private sounds = 0;
  /** Unix time in ms of the picture sent last, and from when on the sound was made that is still to be sent, a picture each. */
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
    this.sound = new Sound(options.format.fps, options.tracks);
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
    this.settle(0);
    stage.listener = (id, changed, timing) => this.take(id, changed, timing);
  }

  /** Takes one message of the mixer. */
  hear(message: unknown): void {
    const block = MixerBlock.safeParse(message);
    if (!block.success) return this.log(`mixer: ${block.error.message}`);
    const { pcm, at, late, tracks } = block.data;
    this.sound.push(new Float32Array(pcm), at, tracks);
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
    this.settle(0);
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

  /** One tick at a time, also when several are late: in between, what the stage answered comes in. */
  private wake(): void {
    if (this.clock.take(performance.now())) this.tick();
    this.timer = setTimeout(() => this.wake(), this.clock.due - performance.now());
  }

  private tick(): void {
    this.settle(PATIENCE);
    const at = Date.now() - (performance.now() - this.clock.taken);
    this.due.push({ pull: this.stage?.pull(this.format, at) ?? null, at });
    this.sendUnpulled();
  }

  /** A reply of the stage: the picture of its tick, or, when it came too late for that, the next one's fallback. */
  private take(id: number, changed: boolean, timing: SourceTiming): void {
    this.heardAt = performance.now();
    this.clock.slide(this.phase.slide(timing.age, timing.interval));
    const steady = timing.interval > 0 && timing.interval > this.clock.period * 0.9;
    if (steady && timing.arrived > 1) this.skipped += timing.arrived - 1;
    // The stage answers in the order of the pulls.
    if (this.due[0]?.pull !== id) return;
    // A still picture is no loss; the same one again from a source that moves at least at this rate, but sent none, is.
    const moving = timing.interval > 0 && timing.interval < this.clock.period * 1.1 && timing.age < 3 * timing.interval;
    if (!changed && moving && timing.arrived === 0) this.repeated += 1;
    this.send();
    this.sendUnpulled();
  }

  /** All but the newest `kept` of the pictures that are due are waited for no longer: what is there is sent. */
  private settle(kept: number): void {
    while (this.due.length > kept) {
      if (this.due[0]?.pull !== null) this.repeated += 1;
      this.send();
    }
  }

  /** Sends those at the head that no answer is to come for. */
  private sendUnpulled(): void {
    while (this.due[0]?.pull === null) this.send();
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

  /** The oldest that is due goes out. */
  private send(): void {
    this.at = this.due.shift()?.at ?? this.at;
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
    const { lag, longestLag } = this.sound;
    while (this.unheard.length > longestLag || (this.unheard.length > lag && this.sound.ready(this.soundAt))) this.sendSound();
  }

  /** From when on the sound of the next picture was made: what happens is first seen in the next picture, half an interval late on average. */
  private get soundAt(): number {
    return (this.unheard[0] ?? this.at) - this.clock.period / 2;
  }

  private sendSound(): void {
    const pcm = new Float32Array(this.sound.share() * this.sound.width);
    this.sound.take(pcm, this.soundAt);
    this.unheard.shift();
    if (this.sink !== null && this.sounds >= this.sinkFrom) this.sink.samples(pcm);
    this.sounds += 1;
  }
}
