import type { VideoFormat } from "../../electron/contract/video";
import { equal, newPlanes, type Planes } from "./planes";
import type { Scene } from "./scene";

/** Greatest width in pixels and rate of the window's picture: enough to see, cheap without a GPU. */
const MAX_WIDTH = 640;
const MAX_RATE = 30;

/** The preview's size for a program of `format`: the same shape, no wider than MAX_WIDTH, even. */
export function previewSize({ width, height }: VideoFormat): { width: number; height: number } {
  if (width <= MAX_WIDTH) return { width, height };
  return { width: MAX_WIDTH, height: Math.max(2, Math.round((height * MAX_WIDTH) / width / 2) * 2) };
}

/** Draws the scene small for the window, only while someone looks and only what changed. */
export class Preview {
  private writer: WritableStreamDefaultWriter<VideoFrame> | null = null;
  private format: VideoFormat = { width: 1280, height: 720, fps: 30 };
  private planes: Planes<ArrayBuffer> = newPlanes(2, 2);
  /** The picture written last; null when the next is to be written whatever it is. */
  private written: Planes<ArrayBuffer> | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown = "";
  private drawing = false;

  constructor(private readonly scene: Scene) {}

  setTarget(frames: WritableStream<VideoFrame>): void {
    this.writer = frames.getWriter();
  }

  setFormat(format: VideoFormat): void {
    this.format = format;
    const { width, height } = previewSize(format);
    if (width === this.planes.width && height === this.planes.height) return;
    this.planes = newPlanes(width, height);
    this.written = null;
    this.shown = "";
    if (this.timer !== undefined) this.setWatched(true);
  }

  setWatched(watched: boolean): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.shown = "";
    this.written = null;
    if (watched) this.timer = setInterval(() => void this.draw(), 1000 / Math.min(this.format.fps, MAX_RATE));
  }

  private async draw(): Promise<void> {
    const { writer, planes } = this;
    if (writer === null || this.drawing || (writer.desiredSize ?? 0) <= 0) return;
    const at = Date.now();
    const version = this.scene.version(at);
    if (version === this.shown) return;
    this.shown = version;
    this.drawing = true;
    await this.scene.draw(planes, at);
    this.drawing = false;
    // The format changed meanwhile, or a still source delivered the same picture again.
    if (planes !== this.planes || (this.written !== null && equal(planes, this.written))) return;
    this.planes = this.written ?? newPlanes(planes.width, planes.height);
    this.written = planes;
    const frame = new VideoFrame(planes.all, {
      format: "I420",
      codedWidth: planes.width,
      codedHeight: planes.height,
      timestamp: Math.round(performance.now() * 1000),
      colorSpace: { matrix: "bt709", primaries: "bt709", transfer: "bt709", fullRange: false },
    });
    // The generator closes what it was given; after the window has stopped the track nobody wants the frame.
    writer.write(frame).catch(() => frame.close());
  }
}
