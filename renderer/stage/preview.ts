import type { VideoFormat } from "../../electron/contract/video";
import type { Size } from "./fit";

/** Greatest width in pixels and rate of the window's pictures: enough to see, cheap without a GPU. */
const MAX_WIDTH = 640;
const MAX_RATE = 30;

/** The preview's size for a program of `format`: the same shape, no wider than MAX_WIDTH, even. */
export function previewSize({ width, height }: VideoFormat): Size {
  if (width <= MAX_WIDTH) return { width, height };
  return { width: MAX_WIDTH, height: Math.max(2, Math.round((height * MAX_WIDTH) / width / 2) * 2) };
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
  private timer: ReturnType<typeof setInterval> | undefined;
  private drawing = false;

  constructor(private readonly picture: Previewed) {}

  setTarget(frames: WritableStream<VideoFrame>): void {
    this.writer = frames.getWriter();
  }

  setFormat(format: VideoFormat): void {
    this.format = format;
    if (this.timer !== undefined) this.setWatched(true);
  }

  setWatched(watched: boolean): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.picture.rest();
    if (watched) this.timer = setInterval(() => void this.draw(), 1000 / Math.min(this.format.fps, MAX_RATE));
  }

  private async draw(): Promise<void> {
    const { writer } = this;
    if (writer === null || this.drawing || (writer.desiredSize ?? 0) <= 0) return;
    this.drawing = true;
    const { width, height } = previewSize(this.format);
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
    this.drawing = false;
  }
}
