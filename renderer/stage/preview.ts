import type { VideoFormat } from "../../electron/contract/video";
import { even, type Size } from "./fit";

/** Greatest width in pixels and rate of the window's pictures: enough to see, cheap without a GPU. */
const MAX_WIDTH = 960;
const MAX_RATE = 30;

/**
 * The preview's size for a program of `format` that is seen `shown` pixels of the screen wide: just that, as scaling it
 * once more costs a compositor without a GPU more than all else; no larger than the program, no wider than MAX_WIDTH,
 * of the program's shape, even.
 */
export function previewSize({ width, height }: VideoFormat, shown: number): Size {
  const across = Math.max(2, even(Math.min(width, MAX_WIDTH, shown)));
  return { width: across, height: Math.max(2, Math.round((across * height) / width / 2) * 2) };
}

/** What a preview shows. */
export interface Previewed {
  /**
   * Hands over the packed I420 pixels of that size at Unix time `at` in ms, for as long as `show` takes; does nothing
   * where they are what was shown last.
   */
  draw(size: Size, at: number, show: (pixels: Uint8Array<ArrayBuffer>) => void): Promise<void>;
  /** Gives the memory back; the next call shows whatever it is. */
  rest(): void;
}

/** Shows a picture small in the window, only while someone looks and only what changed. */
export class Preview {
  private writer: WritableStreamDefaultWriter<VideoFrame> | null = null;
  private format: VideoFormat = { width: 1280, height: 720, fps: 30 };
  private width: number | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private drawing = false;

  constructor(private readonly picture: Previewed) {}

  setTarget(frames: WritableStream<VideoFrame>): void {
    this.writer = frames.getWriter();
  }

  setFormat(format: VideoFormat): void {
    this.format = format;
    this.setShown(this.width);
  }

  /** How wide the picture is seen, in pixels of the screen; null: nobody looks. Shows it anew whatever it is. */
  setShown(width: number | null): void {
    this.width = width;
    clearInterval(this.timer);
    this.timer = undefined;
    this.picture.rest();
    if (width !== null) this.timer = setInterval(() => void this.draw(), 1000 / Math.min(this.format.fps, MAX_RATE));
  }

  private async draw(): Promise<void> {
    const { writer, width: shown } = this;
    if (writer === null || shown === null || this.drawing || (writer.desiredSize ?? 0) <= 0) return;
    this.drawing = true;
    // What cannot be drawn now may be drawn the next time.
    await this.drawTo(writer, shown).catch(() => undefined);
    this.drawing = false;
  }

  private async drawTo(writer: WritableStreamDefaultWriter<VideoFrame>, shown: number): Promise<void> {
    const { width, height } = previewSize(this.format, shown);
    await this.picture.draw({ width, height }, Date.now(), (pixels) => {
      if (this.timer === undefined) return;
      const frame = new VideoFrame(pixels, {
        format: "I420",
        codedWidth: width,
        codedHeight: height,
        timestamp: Math.round(performance.now() * 1000),
        colorSpace: { matrix: "bt709", primaries: "bt709", transfer: "bt709", fullRange: false },
      });
      // The generator closes what it was given; after the window has stopped the track nobody wants the frame.
      writer.write(frame).catch(() => frame.close());
    });
  }
}
