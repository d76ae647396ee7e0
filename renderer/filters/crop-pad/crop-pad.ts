import type { Size } from "../../stage/fit";
import type { Layer } from "../../stage/layer";
import type { Rect } from "../../stage/planes";
import type { FilterTools, VideoFilter } from "../kind";
import { copyPlane, fillPlane, half, partOf, planesOf, type SizedPlane } from "../planes";
import { Result } from "../result";
import { filterKernels } from "../wasm-kernels";
import type { CropPadSettings } from "./schema";

/** What part of a source of this size is shown, in its px; it may begin and end outside. At least one px of it. */
export function windowOf(settings: CropPadSettings, { width, height }: Size): Rect {
  const { relative, left: x, top: y } = settings;
  const right = relative ? width - settings.right : settings.width === 0 ? width : x + settings.width;
  const bottom = relative ? height - settings.bottom : settings.height === 0 ? height : y + settings.height;
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

const evenBelow = (value: number): number => 2 * Math.floor(value / 2);

/** Cuts pictures, or puts them on a larger, transparent ground. */
export function cropPad(settings: CropPadSettings, tools: FilterTools): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const ground = new Result(tools);
  const chroma = new Result(tools);
  let shown: Size | null = null;
  let laid = "";

  /** The source on a ground that begins at even px of it. */
  function pad(source: Layer, x: number, y: number, width: number, height: number): Layer {
    const target = ground.of(width, height, true);
    const place = [x, y, source.width, source.height, source.a === null].join();
    const { y: luma, u, v, a } = planesOf(target);
    if (a === null) return target;
    if (ground.fresh || place !== laid) {
      laid = place;
      fillPlane(tools.memory, luma, 16);
      fillPlane(tools.memory, u, 128);
      fillPlane(tools.memory, v, 128);
      fillPlane(tools.memory, a, 0);
    }
    const [from, to] = [
      { x: Math.max(x, 0), y: Math.max(y, 0) },
      { x: Math.max(-x, 0), y: Math.max(-y, 0) },
    ];
    const columns = Math.min(source.width - from.x, width - to.x);
    const rows = Math.min(source.height - from.y, height - to.y);
    if (columns <= 0 || rows <= 0) return target;
    const cut = planesOf(partOf(source, from.x, from.y, columns, rows));
    const into = planesOf(partOf(target, to.x, to.y, columns, rows));
    copyPlane(tools.memory, cut.y, into.y);
    copyPlane(tools.memory, cut.u, into.u);
    copyPlane(tools.memory, cut.v, into.v);
    if (into.a === null) return target;
    if (cut.a === null) fillPlane(tools.memory, into.a, 255);
    else copyPlane(tools.memory, cut.a, into.a);
    return target;
  }

  /** A part that may begin at odd px: luma is the source's own, chroma the mean of what it lies between. */
  function crop(source: Layer, { x, y, width, height }: Rect): Layer {
    const part = partOf(source, evenBelow(x), evenBelow(y), source.width - evenBelow(x), source.height - evenBelow(y));
    const [right, below] = [x % 2 !== 0, y % 2 !== 0];
    if (!right && !below) return { ...part, width, height };
    const target = chroma.of(width, height, false);
    const mean = (from: SizedPlane, to: SizedPlane): void =>
      kernels.average(from, from, to, half(width), half(height), right, below);
    mean(planesOf(part).u, planesOf(target).u);
    mean(planesOf(part).v, planesOf(target).v);
    return {
      ...{ width, height, u: target.u, v: target.v, chromaStride: target.chromaStride },
      ...{ y: source.y + y * source.lumaStride + x, lumaStride: source.lumaStride },
      ...{ a: source.a === null ? null : source.a + y * source.alphaStride + x, alphaStride: source.alphaStride },
    };
  }

  return {
    size(source) {
      shown = source;
      const { width, height } = windowOf(settings, source);
      return { width, height };
    },
    apply(source) {
      const size = shown ?? source;
      const window = windowOf(settings, size);
      // A source may come in another resolution than it is shown in.
      const [across, down] = [source.width / size.width, source.height / size.height];
      const rect = {
        ...{ x: Math.round(window.x * across), y: Math.round(window.y * down) },
        ...{ width: Math.max(1, Math.round(window.width * across)), height: Math.max(1, Math.round(window.height * down)) },
      };
      const { x, y, width, height } = rect;
      if (x >= 0 && y >= 0 && x + width <= source.width && y + height <= source.height) {
        return x === 0 && y === 0 && width === source.width && height === source.height ? source : crop(source, rect);
      }
      const [left, top] = [evenBelow(x), evenBelow(y)];
      const padded = pad(source, left, top, x - left + width, y - top + height);
      return x === left && y === top ? padded : crop(padded, { x: x - left, y: y - top, width, height });
    },
    close() {
      ground.close();
      chroma.close();
    },
  };
}
