import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { SAMPLE_RATE } from "../../contract/video";
import { frameBytes, type PlayedPicture, SOUND_FD } from "./arguments";
import { FrameQueue } from "./frame-queue";
import { SoundQueue } from "./sound-queue";

/** So much is read ahead of the clock, in s; of one stream more, while the other has less: how far apart a file may keep them. */
const AHEAD = 0.4;
const SKEW = 1.5;
/** …but no more bytes of pictures than this. */
const AHEAD_BYTES = 48e6;
const SKEW_BYTES = 96e6;
/** Room for sound: SKEW and what one more reading may bring, in s. */
const SOUND_ROOM = 3;

/** Lines of the decoder's own words kept for the reason of its end. */
const KEPT_LINES = 12;

export interface DecoderEnd {
  /** The signal that ended it, if one did. */
  readonly signal: NodeJS.Signals | null;
  readonly lines: readonly string[];
}

export interface DecoderEvents {
  /** More is waiting than before. */
  more(): void;
  /** Everything was read; never after `close`. */
  ended(end: DecoderEnd): void;
}

/** One decoding ffmpeg process, used once, read no further than is needed soon. */
export class Decoder {
  readonly frames: FrameQueue | null;
  readonly sound: SoundQueue | null;
  /** Everything was read. */
  over = false;
  /** The stream that has a gap: the other is read as far ahead as it may be, so nobody can wait for this one. */
  missing: FrameQueue | SoundQueue | null = null;
  private readonly process: ChildProcess;
  private readonly pictures: Readable | null = null;
  private readonly samples: Readable | null = null;
  private readonly frameLimits: { readonly ahead: number; readonly skew: number };
  private readonly lines: string[] = [];
  private readonly gone: Promise<void>;
  private closed = false;

  constructor(ffmpeg: string, args: readonly string[], played: PlayedPicture | null, sounds: boolean, events: DecoderEvents) {
    const fps = played === null ? 1 : played.rate.numerator / played.rate.denominator;
    const bytes = played === null ? 1 : frameBytes(played);
    const most = (seconds: number, all: number): number => Math.max(2, Math.min(Math.ceil(seconds * fps), Math.floor(all / bytes)));
    this.frameLimits = { ahead: most(AHEAD, AHEAD_BYTES), skew: most(SKEW, SKEW_BYTES) };
    this.frames = played === null ? null : new FrameQueue(bytes);
    this.sound = sounds ? new SoundQueue(SOUND_ROOM) : null;
    this.process = spawn(ffmpeg, args, { stdio: ["ignore", "pipe", "pipe", "pipe"], windowsHide: true });
    const { frames, sound } = this;
    if (frames !== null) this.pictures = this.read(this.process.stdout, frames, events);
    if (sound !== null) this.samples = this.read(this.process.stdio[SOUND_FD] as Readable, sound, events);
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => this.note(text));
    this.gone = new Promise((resolve) => {
      let finished = false;
      const finish = (signal: NodeJS.Signals | null): void => {
        if (finished) return;
        finished = true;
        this.over = true;
        if (!this.closed) events.ended({ signal, lines: this.lines });
        resolve();
      };
      this.process.on("error", (error) => {
        this.note(error.message);
        if (this.process.pid === undefined) finish(null);
      });
      this.process.on("close", (_code, signal) => finish(signal));
    });
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** To be called after something was taken: reads on, or waits, as much as is needed. */
  balance(): void {
    const { frames, sound, frameLimits } = this;
    const framesFull = frames === null || frames.length >= frameLimits.ahead;
    const soundFull = sound === null || sound.length >= AHEAD * SAMPLE_RATE;
    const framesFar = frames !== null && frames.length >= frameLimits.skew;
    const soundFar = sound !== null && sound.length >= SKEW * SAMPLE_RATE;
    if (framesFar && sound !== null && sound.length === 0) this.missing = sound;
    if (soundFar && frames !== null && frames.length === 0) this.missing = frames;
    const both = framesFull && soundFull;
    flow(this.pictures, !(both || framesFar));
    flow(this.samples, !(both || soundFar));
  }

  /** Ends the process; resolves when it is gone. */
  close(): Promise<void> {
    this.closed = true;
    this.process.kill("SIGKILL");
    // What nobody reads would keep the pipes open.
    this.pictures?.destroy();
    this.samples?.destroy();
    return this.gone;
  }

  private read(stream: Readable | null, queue: FrameQueue | SoundQueue, events: DecoderEvents): Readable | null {
    stream?.on("data", (chunk: Buffer) => {
      if (this.closed) return;
      const before = queue.total;
      queue.push(chunk);
      if (queue.total === before) return;
      if (this.missing === queue) this.missing = null;
      this.balance();
      events.more();
    });
    // A pipe that breaks ends the process, which "close" tells.
    stream?.on("error", () => undefined);
    return stream;
  }

  private note(text: string): void {
    this.lines.push(...text.split(/\r?\n/).filter((line) => line !== ""));
    this.lines.splice(0, this.lines.length - KEPT_LINES);
  }
}

function flow(stream: Readable | null, on: boolean): void {
  if (stream === null || stream.isPaused() !== on) return;
  if (on) stream.resume();
  else stream.pause();
}
