import type { FrameReader } from "../../stage/frame-reader";
import { drawPlaceholder } from "../../stage/placeholder";
import { even, type Size } from "../../stage/fit";
import type { Layer, OwnedLayer } from "../../stage/layer";
import { planesIn } from "../../stage/planes";
import { type Picture, type PictureTools, type Timing, untimed } from "../picture";
import { TrackFrames } from "./frames";
import type { TrackNews, TrackWord } from "./messages";

/** A camera, screen or window; while it is lost, a placeholder of its last size. */
export class TrackPicture implements Picture {
  private readonly reader: FrameReader;
  /** The track that is shown, and the one whose first frame is awaited. */
  private shown: TrackFrames | null = null;
  private opening: TrackFrames | null = null;
  private turn = 0;
  private lost = false;
  private lastSize: Size = { width: 0, height: 0 };
  /** The pixels of the newest frame that was read, and room for the next. */
  private front: OwnedLayer | null = null;
  private back: OwnedLayer | null = null;
  private sign: OwnedLayer | null = null;
  /** What `render` gave last. */
  private given: Layer | null = null;
  /** Counts the versions, and the changes of the pixels. */
  private versions = 0;
  private revisions = 0;
  private known = "";
  private reading = false;
  private closed = false;

  constructor(private readonly tools: PictureTools) {
    this.reader = tools.frameReader();
  }

  fed(message: unknown): void {
    const news = message as TrackNews;
    if (news.type === "track") this.open(news);
    // A track that is open but has shown nothing yet leaves the placeholder where it is.
    else if (news.lost || this.opening === null) this.setLost(news.lost);
  }

  version(): number {
    const now = this.lost ? "lost" : `${this.turn} ${this.shown?.number ?? 0}`;
    if (now !== this.known) this.versions++;
    this.known = now;
    return this.versions;
  }

  revision(): number {
    return this.revisions;
  }

  size(): Size {
    const size = this.shown?.size;
    if (size !== undefined && size.width > 0) this.lastSize = size;
    return this.lost && this.lastSize.width === 0 ? this.tools.canvas() : this.lastSize;
  }

  async render(): Promise<Layer> {
    const layer = await this.draw();
    // Each change is drawn into another layer.
    if (layer !== this.given) this.revisions++;
    this.given = layer;
    return layer;
  }

  timing(): Timing {
    return this.lost ? untimed : (this.shown?.timing() ?? untimed);
  }

  close(): void {
    this.closed = true;
    this.shown?.close();
    this.opening?.close();
    if (!this.reading) this.free();
  }

  private open({ turn, frames }: Extract<TrackNews, { type: "track" }>): void {
    this.opening?.close();
    this.opening = null;
    try {
      const opening = new TrackFrames(frames, {
        onFirst: () => {
          if (opening !== this.opening) return;
          this.shown?.close();
          this.shown = opening;
          this.opening = null;
          this.turn = turn;
          this.lost = false;
          this.say({ type: "showing", turn });
        },
        onEnd: () => {
          if (opening !== this.shown && opening !== this.opening) return;
          this.lost = true;
          this.say({ type: "ended", turn });
        },
      });
      this.opening = opening;
    } catch (error) {
      this.say({ type: "unreadable", turn, detail: String(error) });
    }
  }

  private setLost(lost: boolean): void {
    if (lost === this.lost) return;
    this.lost = lost;
    if (!lost) this.say({ type: "showing", turn: this.turn });
  }

  private async draw(): Promise<Layer> {
    const { shown } = this;
    if (this.lost || shown === null) return this.drawSign();
    this.reading = true;
    try {
      await shown.lend((frame) => this.read(frame));
    } catch (error) {
      this.say({ type: "unreadable", turn: this.turn, detail: String(error) });
      this.lost = true;
    } finally {
      this.reading = false;
      if (this.closed) this.free();
    }
    return this.lost || this.front === null ? this.drawSign() : this.front;
  }

  private async read(frame: VideoFrame): Promise<void> {
    const { reader } = this;
    if (this.back !== null && !reader.fits(frame, this.back)) {
      this.back.free();
      this.back = null;
    }
    this.back ??= reader.layerFor(frame, false);
    const { back, front } = this;
    await reader.read(frame, back);
    // A still screen is captured again and again.
    const { width, height } = back;
    if (front?.width === width && front.height === height && this.tools.kernels.same(front.y, back.y, (width * height * 3) / 2)) return;
    this.back = front;
    this.front = back;
  }

  private drawSign(): Layer {
    const { width, height } = this.size();
    const wide = Math.max(2, even(width));
    const high = Math.max(2, even(height));
    if (this.sign?.width !== wide || this.sign.height !== high) {
      this.sign?.free();
      this.sign = this.tools.allocate(wide, high, false);
      drawPlaceholder(planesIn(this.tools.memory.subarray(this.sign.y), wide, high));
    }
    return this.sign;
  }

  private free(): void {
    this.front?.free();
    this.back?.free();
    this.sign?.free();
    this.front = this.back = this.sign = this.given = null;
    this.reader.free();
  }

  private say(word: TrackWord): void {
    this.tools.say(word);
  }
}
