import { ProblemError } from "../../../electron/contract/problem";
import { openImage } from "../../sources/image/decoding";
import type { Layer } from "../../stage/layer";
import type { FilterTools, VideoFilter } from "../kind";
import { fillPlane, planesOf, type SizedPlane } from "../planes";
import { Result } from "../result";
import { PlaneScaling } from "../scaling/plane-scaling";
import { filterKernels } from "../wasm-kernels";
import { maskOf, type Pixels } from "./mask";
import type { ImageMaskSettings } from "./schema";

/** More pixels than this, either way, no source has. */
const LARGEST = 3840;

/** The first frame of an image file. Rejects with a ProblemError. */
async function decode(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Pixels> {
  const image = await openImage(bytes, name);
  try {
    const read = await image.read(0, ({ width, height }) => {
      const factor = Math.min(1, LARGEST / Math.max(width, height));
      const ground = { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
      return { ground, at: { x: 0, y: 0, ...ground } };
    });
    return read.pixels;
  } finally {
    image.close();
  }
}

interface Mask extends SizedPlane {
  free(): void;
}

/** Shows of a source what an image lets through. */
export function imageMask(settings: ImageMaskSettings, tools: FilterTools, read = decode): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const result = new Result(tools);
  /** As it is in the file, and as large as the source. */
  let mask: Mask | null = null;
  let fitted: Mask | null = null;
  let version = 0;
  let ready = settings.file === "";
  let closed = false;

  function plane(width: number, height: number): Mask {
    const room = tools.allocateBytes(width * height);
    return { offset: room.offset, stride: width, width, height, free: () => room.free() };
  }

  function forget(): void {
    mask?.free();
    fitted?.free();
    mask = fitted = null;
  }

  function fit(from: Mask, { width, height }: Layer): Mask {
    const whole = plane(width, height);
    const factor = Math.min(width / from.width, height / from.height);
    const size = settings.stretched
      ? { width, height }
      : { width: Math.max(1, Math.round(from.width * factor)), height: Math.max(1, Math.round(from.height * factor)) };
    if (!settings.stretched) fillPlane(tools.memory, whole, 0);
    const [x, y] = [Math.floor((width - size.width) / 2), Math.floor((height - size.height) / 2)];
    const target = { ...whole, ...size, offset: whole.offset + y * width + x };
    const scaling = new PlaneScaling(tools, "bilinear", from, target);
    scaling.run(from, target);
    scaling.close();
    return whole;
  }

  return {
    version: () => version,
    ready: () => ready,
    async file(path, bytes) {
      const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
      const pixels = await read(bytes, name).catch((thrown: unknown) => thrown);
      if (closed) return;
      forget();
      ready = true;
      version++;
      if (!isPixels(pixels)) {
        throw pixels instanceof ProblemError
          ? pixels
          : new ProblemError({ code: "image-unreadable", subject: name, detail: String(pixels) });
      }
      mask = plane(pixels.width, pixels.height);
      tools.memory.set(maskOf(pixels, settings), mask.offset);
    },
    apply(source) {
      if (mask === null) return source;
      const { width, height } = source;
      if (fitted === null || fitted.width !== width || fitted.height !== height) {
        fitted?.free();
        fitted = null;
        fitted = fit(mask, source);
      }
      const target = result.of(width, height, source.a !== null);
      kernels.fade(source, fitted, target);
      const { a } = planesOf(target);
      if (a === null || source.a === null) return { ...target, a: fitted.offset, alphaStride: fitted.stride };
      kernels.multiply({ offset: source.a, stride: source.alphaStride }, fitted, a, width, height);
      return target;
    },
    close() {
      closed = true;
      forget();
      result.close();
    },
  };
}

const isPixels = (value: unknown): value is Pixels => typeof value === "object" && value !== null && "data" in value;
