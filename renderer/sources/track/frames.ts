import { Cadence } from "../../stage/cadence";
import type { Size } from "../../stage/fit";
import { framesOf } from "../../stage/insertable-streams";
import type { Timing } from "../picture";

export interface FramesEvents {
  /** The first frame is there. */
  readonly onFirst: () => void;
  /** The track ended; the last frame stays readable. */
  readonly onEnd: () => void;
}

/**
 * The frames of a camera, screen or window. Holds the newest only: where a second one was held to choose from, captures
 * gave fewer frames, as if they had few buffers. Each frame is closed once, by this object.
 */
export class TrackFrames {
  private readonly frames: ReadableStreamDefaultReader<VideoFrame>;
  private readonly cadence = new Cadence();
  private newest: VideoFrame | null = null;
  private count = 0;
  private closed = false;
  /** The frame that is being read just now, which must stay open until that is done. */
  private lent: VideoFrame | null = null;

  /** Throws where this Chromium cannot read the frames of a track. */
  constructor(
    source: ReadableStream<VideoFrame> | MediaStreamTrack,
    private readonly events: FramesEvents,
  ) {
    const frames = source instanceof ReadableStream ? source : framesOf(source);
    if (frames === null) throw new Error("This Chromium cannot read the frames of a track");
    this.frames = frames.getReader();
    void this.read();
  }

  /** Frames that arrived so far. */
  get number(): number {
    return this.count;
  }

  /** As the newest frame is meant to be seen, in px; 0 by 0 before the first. */
  get size(): Size {
    return { width: this.newest?.displayWidth ?? 0, height: this.newest?.displayHeight ?? 0 };
  }

  /** Lends the newest frame for as long as `read` takes; one at a time. */
  async lend(read: (frame: VideoFrame) => Promise<void>): Promise<void> {
    const frame = this.newest;
    if (frame === null) return;
    this.lent = frame;
    try {
      await read(frame);
    } finally {
      this.lent = null;
      // It was replaced meanwhile, and left open for us.
      if (frame !== this.newest) frame.close();
    }
  }

  timing(): Timing {
    const now = performance.now();
    return { age: this.cadence.age(now), interval: this.cadence.interval(now), frames: this.count };
  }

  close(): void {
    this.closed = true;
    this.replace(null);
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
      this.replace(value);
      this.count++;
      if (this.count === 1) this.events.onFirst();
    }
  }

  private replace(frame: VideoFrame | null): void {
    const old = this.newest;
    this.newest = frame;
    if (old !== null && old !== this.lent) old.close();
  }
}
