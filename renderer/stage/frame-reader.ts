import type { DrawingContext } from "./drawing-context";
import { evenPart } from "./fit";
import type { PlaneArea } from "./kernels";
import { type Layer, newLayer, type OwnedLayer } from "./layer";
import { SLACK } from "./memory";
import type { Rect } from "./planes";
import { colourSpaceOf, recodingFrom } from "./recoding";

/** How the samples of a frame reach the planes: as they are, with chroma split, or from RGB. */
type Way = "planar" | "semiplanar" | "rgb";

const ways: Partial<Record<VideoPixelFormat, Way>> = {
  I420: "planar",
  I420A: "planar",
  NV12: "semiplanar",
  RGBA: "rgb",
  RGBX: "rgb",
  BGRA: "rgb",
  BGRX: "rgb",
};

/**
 * Turns frames into layers of their own size: I420, NV12 and RGB in any matrix and range, other formats as RGB where
 * Chromium converts them (127 and later). One read at a time. A BT.709 limited I420 frame is copied once and is then
 * the layer.
 */
export class FrameReader {
  /** Room for samples on their way. */
  private room: { readonly offset: number; readonly bytes: number } | null = null;

  constructor(private readonly context: DrawingContext) {}

  /** Room for such a frame; its edges are even, for chroma samples cannot be cut in two. */
  layerFor(frame: VideoFrame, alpha: boolean): OwnedLayer {
    const { width, height } = partOf(frame);
    return newLayer(this.context.memory, width, height, alpha);
  }

  /** Whether `layer` is what `layerFor` gives. */
  fits(frame: VideoFrame, layer: Layer): boolean {
    const { width, height } = partOf(frame);
    return layer.width === width && layer.height === height;
  }

  /** Whether the frame has alpha. */
  static hasAlpha({ format }: VideoFrame): boolean {
    return format === "I420A" || format === "RGBA" || format === "BGRA";
  }

  /**
   * Fills `into`, a layer that fits, with the frame, which stays open; its alpha is read where `into` has one. Rejects
   * when the samples cannot be had.
   */
  async read(frame: VideoFrame, into: Layer): Promise<void> {
    const rect = partOf(frame);
    const way = frame.format === null ? undefined : ways[frame.format];
    switch (way) {
      case "planar":
        await this.readPlanar(frame, rect, into);
        break;
      case "semiplanar":
        await this.readSemiplanar(frame, rect, into);
        break;
      default:
        await this.readRgb(frame, rect, way !== undefined, into);
        return;
    }
    const recoding = recodingFrom(colourSpaceOf(frame.colorSpace));
    if (recoding !== null) this.context.kernels.recode(areaOf(into), recoding);
    if (into.a !== null) this.context.kernels.premultiply(into);
  }

  free(): void {
    if (this.room !== null) this.context.memory.free(this.room.offset);
    this.room = null;
  }

  private async readPlanar(frame: VideoFrame, rect: Rect, into: Layer): Promise<void> {
    const layout = layoutOf(into);
    // All planes of a frame are asked for, whether they are wanted or not.
    const spare = frame.format === "I420A" && into.a === null ? this.reserve(rect.width * rect.height) : null;
    const alpha = into.a ?? spare;
    if (frame.format === "I420A" && alpha !== null) layout.push({ offset: alpha, stride: rect.width });
    await frame.copyTo(this.context.bytes, { rect, layout });
    if (frame.format === "I420" && into.a !== null) this.makeOpaque(into);
  }

  private async readSemiplanar(frame: VideoFrame, rect: Rect, into: Layer): Promise<void> {
    const { kernels, bytes } = this.context;
    const pairs = this.reserve((rect.width * rect.height) / 2);
    const luma = { offset: into.y, stride: into.lumaStride };
    await frame.copyTo(bytes, { rect, layout: [luma, { offset: pairs, stride: rect.width }] });
    for (let row = 0; row < rect.height / 2; row++) {
      const at = row * into.chromaStride;
      kernels.deinterleave(pairs + row * rect.width, into.u + at, into.v + at, rect.width / 2);
    }
    if (into.a !== null) this.makeOpaque(into);
  }

  private async readRgb(frame: VideoFrame, rect: Rect, known: boolean, into: Layer): Promise<void> {
    const { kernels, bytes } = this.context;
    const { width, height } = rect;
    const stride = width * 4;
    const source = this.reserve(stride * height);
    await frame.copyTo(bytes, { rect, layout: [{ offset: source, stride }], ...(known ? {} : { format: "RGBX" as const }) });
    const redShift = known && frame.format?.startsWith("B") ? 16 : 0;
    if (into.a !== null && FrameReader.hasAlpha(frame)) {
      kernels.fromRgba({ source, stride, width, height, redShift, straight: true }, into.y, into.u, into.v, into.a);
      return;
    }
    kernels.fromRgb(source, stride, into.y, into.u, into.v, width, height, redShift);
    if (into.a !== null) this.makeOpaque(into);
  }

  private makeOpaque({ a, alphaStride, width, height }: Layer): void {
    if (a !== null) this.context.kernels.fill(a, alphaStride, width, height, 255);
  }

  private reserve(bytes: number): number {
    if (this.room === null || this.room.bytes < bytes) {
      this.free();
      this.room = { offset: this.context.memory.allocate(bytes + SLACK), bytes };
    }
    return this.room.offset;
  }
}

const partOf = (frame: VideoFrame): Rect =>
  evenPart(frame.visibleRect ?? { x: 0, y: 0, width: frame.codedWidth, height: frame.codedHeight });

const areaOf = ({ y, u, v, lumaStride, chromaStride, width, height }: Layer): PlaneArea => ({
  ...{ y, u, v, lumaStride, chromaStride, width, height },
});

const layoutOf = ({ y, u, v, lumaStride, chromaStride }: Layer): PlaneLayout[] => [
  { offset: y, stride: lumaStride },
  { offset: u, stride: chromaStride },
  { offset: v, stride: chromaStride },
];
