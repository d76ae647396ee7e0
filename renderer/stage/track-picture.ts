import { WallClock } from "../mixer/wall-clock";
import { Cadence } from "./cadence";
import type { FrameReader } from "./frame-reader";
import { framesOf } from "./insertable-streams";
import type { Picture, Timing } from "./picture";
import type { Planes } from "./planes";

export interface TrackEvents {
  /** The first frame is there: the picture can be shown. */
  readonly onFirst: () => void;
  /** The track ended; the last frame stays drawable. */
  readonly onEnd: () => void;
}

/** Frames kept of a source that is faster than the program. */
const KEPT = 3;

/** A source whose interval is less than this share of the program's is faster. */
const FASTER = 0.9;

interface Kept {
  readonly frame: VideoFrame;
  /** Unix time in ms at which it was captured. */
  readonly at: number;
  /** Counts from 1. */
  readonly number: number;
}

/**
 * A camera, screen or window as a picture; each frame is closed once, by this object. Of a source of the program's rate
 * or less, the newest frame is the picture. One that is faster comes in its own rhythm, and not without jitter: there it
 * is the frame that was captured nearest to one interval ago, so that pictures show moments as evenly apart as can be.
 */
export class TrackPicture implements Picture {
  private readonly frames: ReadableStreamDefaultReader<VideoFrame>;
  private readonly cadence = new Cadence();
  private readonly clock = new WallClock();
  /** Oldest first. */
  private kept: Kept[] = [];
  private count = 0;
  private closed = false;
  /** The frame that is being copied just now, which must stay open until that is done. */
  private drawn: VideoFrame | null = null;

  /** `period` of the program in ms. */
  constructor(
    source: ReadableStream<VideoFrame> | MediaStreamTrack,
    private readonly period: number,
    private readonly reader: FrameReader,
    private readonly events: TrackEvents,
  ) {
    const frames = source instanceof ReadableStream ? source : framesOf(source);
    if (frames === null) throw new Error("This Chromium cannot read the frames of a track");
    this.frames = frames.getReader();
    void this.read();
  }

  /** The number of the frame that is the picture at this Unix time in ms. */
  version(at: number): number {
    return this.choose(at)?.number ?? 0;
  }

  get size(): { width: number; height: number } {
    const frame = this.kept.at(-1)?.frame;
    return { width: frame?.displayWidth ?? 0, height: frame?.displayHeight ?? 0 };
  }

  async draw(into: Planes, at: number): Promise<void> {
    const frame = this.choose(at)?.frame;
    if (frame === undefined) return;
    this.drawn = frame;
    try {
      await this.reader.read(frame, into);
    } finally {
      this.drawn = null;
      // It was replaced meanwhile, and left open for us.
      if (!this.kept.some((kept) => kept.frame === frame)) frame.close();
    }
  }

  timing(): Timing {
    const now = performance.now();
    return { age: this.cadence.age(now), interval: this.cadence.interval(now), frames: this.count };
  }

  close(): void {
    this.closed = true;
    this.keep(0);
    this.frames.cancel().catch(() => undefined);
  }

  private async read(): Promise<void> {
    for (;;) {
      const { done, value } = await this.frames.read();
      if (this.closed) {
        value?.close();
        return;
      }
      if (done) {
        this.events.onEnd();
        return;
      }
      this.cadence.arrived(performance.now());
      this.count++;
      this.kept.push({ frame: value, at: this.clock.read(value.timestamp / 1000, Date.now()), number: this.count });
      this.keep(this.delay() === 0 ? 1 : KEPT);
      if (this.count === 1) this.events.onFirst();
    }
  }

  /** The picture at `at`. What is older goes: pictures never go back. */
  private choose(at: number): Kept | undefined {
    const delay = this.delay();
    const off = (kept: Kept): number => Math.abs(kept.at - (at - delay));
    let chosen = this.kept.length - 1;
    if (delay > 0) this.kept.forEach((kept, i) => (chosen = off(kept) < off(this.kept[chosen] ?? kept) ? i : chosen));
    if (chosen > 0) this.keep(this.kept.length - chosen);
    return this.kept[0];
  }

  /** How old in ms the picture is to be; 0 for the newest there is. */
  private delay(): number {
    const interval = this.cadence.interval(performance.now());
    return interval < this.period * FASTER ? interval : 0;
  }

  /** Keeps the newest `count` frames. */
  private keep(count: number): void {
    for (const { frame } of this.kept.splice(0, this.kept.length - count)) if (frame !== this.drawn) frame.close();
  }
}
