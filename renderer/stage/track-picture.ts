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

/**
 * A camera, screen or window as a picture. Holds the newest frame only: a capture has three buffers in all, and leaves
 * frames out where a second one is held to choose from. Each frame is closed once, by this object.
 */
export class TrackPicture implements Picture {
  private readonly frames: ReadableStreamDefaultReader<VideoFrame>;
  private readonly cadence = new Cadence();
  private newest: VideoFrame | null = null;
  private count = 0;
  private closed = false;
  /** The frame that is being copied just now, which must stay open until that is done. */
  private drawn: VideoFrame | null = null;

  constructor(
    source: ReadableStream<VideoFrame> | MediaStreamTrack,
    private readonly reader: FrameReader,
    private readonly events: TrackEvents,
  ) {
    const frames = source instanceof ReadableStream ? source : framesOf(source);
    if (frames === null) throw new Error("This Chromium cannot read the frames of a track");
    this.frames = frames.getReader();
    void this.read();
  }

  /** Frames that arrived so far. */
  version(): number {
    return this.count;
  }

  get size(): { width: number; height: number } {
    return { width: this.newest?.displayWidth ?? 0, height: this.newest?.displayHeight ?? 0 };
  }

  async draw(into: Planes): Promise<void> {
    const frame = this.newest;
    if (frame === null) return;
    this.drawn = frame;
    try {
      await this.reader.read(frame, into);
    } finally {
      this.drawn = null;
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
    if (old !== null && old !== this.drawn) old.close();
  }
}
