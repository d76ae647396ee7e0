import { evenPart, fit } from "./fit";
import type { PlaneArea } from "./kernels";
import { BLACK, fillAround, type Planes, type Rect } from "./planes";
import { PlaneScaler } from "./plane-scaler";
import { colourSpaceOf, recodingFrom } from "./recoding";
import { SLACK } from "./memory";
import type { WasmKernels } from "./wasm-kernels";

/** The kernels' memory before this belongs to them. */
const FREE = 65_536;

/** How the samples of a frame reach the planes: as they are, with chroma split, or from RGB. */
type Way = "planar" | "semiplanar" | "rgb";

const ways: Partial<Record<VideoPixelFormat, Way>> = {
  I420: "planar",
  NV12: "semiplanar",
  RGBA: "rgb",
  RGBX: "rgb",
  BGRA: "rgb",
  BGRX: "rgb",
};

/**
 * Turns frames into program planes: any size, letterboxed; I420, NV12 and RGB in any matrix and range, other formats as
 * RGB where Chromium converts them (127 and later). One read at a time. Copies of a frame's samples: one when they
 * are BT.709 limited I420 of the program's size; else one into the kernels' memory and one out of it.
 */
export class FrameReader {
  private readonly scaler: PlaneScaler;

  constructor(private readonly kernels: WasmKernels) {
    this.scaler = new PlaneScaler(kernels);
  }

  /** Fills `into` with the frame, which stays open. Rejects when its samples cannot be had. */
  async read(frame: VideoFrame, into: Planes): Promise<void> {
    const rect = evenPart(frame.visibleRect ?? { x: 0, y: 0, width: frame.codedWidth, height: frame.codedHeight });
    const place = fit(rect, { width: frame.displayWidth, height: frame.displayHeight }, into);
    const natural = place.width === rect.width && place.height === rect.height;
    const way = frame.format === null ? undefined : ways[frame.format];
    const recoding = way === undefined || way === "rgb" ? null : recodingFrom(colourSpaceOf(frame.colorSpace));

    if (way === "planar" && natural && recoding === null) {
      await frame.copyTo(into.all, { rect, layout: layoutOf(areaIn(into, 0, place)) });
    } else {
      const target = areaIn(into, FREE, place);
      const free = align(FREE + into.all.length);
      await this.draw(frame, rect, way, target, natural, free);
      if (recoding !== null) this.kernels.recode(target, recoding);
      into.all.set(this.kernels.memory.subarray(FREE, FREE + into.all.length));
    }
    fillAround(into, place, BLACK);
  }

  /** Draws the frame's samples into `target` as I420, not yet recoded. */
  private async draw(
    frame: VideoFrame,
    rect: Rect,
    way: Way | undefined,
    target: PlaneArea,
    natural: boolean,
    free: number,
  ): Promise<void> {
    const luma = rect.width * rect.height;
    // Without padding, where the target is not the place itself.
    const own = natural ? target : tight(free, rect.width, rect.height);
    const after = natural ? free : align(free + luma * 1.5);
    switch (way) {
      case "planar":
        await frame.copyTo(this.kernels.memory, { rect, layout: layoutOf(own) });
        break;
      case "semiplanar": {
        const memory = this.kernels.memory;
        const pairs = { offset: after, stride: rect.width };
        await frame.copyTo(memory, { rect, layout: [{ offset: own.y, stride: own.lumaStride }, pairs] });
        for (let row = 0; row < rect.height / 2; row++) {
          const at = row * own.chromaStride;
          this.kernels.deinterleave(after + row * rect.width, own.u + at, own.v + at, rect.width / 2);
        }
        break;
      }
      default: {
        const pixels = align(after + luma * 1.5);
        const layout = [{ offset: pixels, stride: rect.width * 4 }];
        const memory = this.kernels.memory;
        const convert = way === undefined ? { format: "RGBX" as const } : {};
        await frame.copyTo(memory, { rect, layout, ...convert });
        const flat = tight(after, rect.width, rect.height);
        const redShift = way === "rgb" && frame.format?.startsWith("B") ? 16 : 0;
        this.kernels.fromRgb(pixels, rect.width * 4, flat.y, flat.u, flat.v, rect.width, rect.height, redShift);
        this.scaler.resize(flat, target, align(pixels + luma * 4));
        return;
      }
    }
    if (!natural) this.scaler.resize(own, target, align(after + luma / 2));
  }
}

/** Areas begin at multiples of 64 bytes, with what the kernels may read beyond them. */
function align(offset: number): number {
  return Math.ceil((offset + SLACK) / 64) * 64;
}

function tight(offset: number, width: number, height: number): PlaneArea {
  const luma = width * height;
  return {
    ...{ y: offset, u: offset + luma, v: offset + luma * 1.25 },
    ...{ lumaStride: width, chromaStride: width / 2, width, height },
  };
}

/** The area of `place` in a picture that begins at `offset`. */
function areaIn(picture: { readonly width: number; readonly height: number }, offset: number, place: Rect): PlaneArea {
  const whole = tight(offset, picture.width, picture.height);
  const chroma = (place.y / 2) * whole.chromaStride + place.x / 2;
  return {
    ...whole,
    y: whole.y + place.y * whole.lumaStride + place.x,
    u: whole.u + chroma,
    v: whole.v + chroma,
    width: place.width,
    height: place.height,
  };
}

function layoutOf({ y, u, v, lumaStride, chromaStride }: PlaneArea): PlaneLayout[] {
  return [
    { offset: y, stride: lumaStride },
    { offset: u, stride: chromaStride },
    { offset: v, stride: chromaStride },
  ];
}
