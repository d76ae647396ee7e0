import type { FilterTools, VideoFilter } from "../kind";
import { planesOf } from "../planes";
import { Result } from "../result";
import { filterKernels } from "../wasm-kernels";
import type { LumaKeySettings } from "./schema";

/** Alpha (0…255) of each code value of luma. */
export function alphaTable({ low, lowSmooth, high, highSmooth }: LumaKeySettings): Uint8Array {
  const step = (distance: number, width: number): number =>
    distance < 0 ? 0 : width === 0 ? 1 : Math.min(distance / width, 1);
  return Uint8Array.from({ length: 256 }, (_, code) => {
    const luma = Math.min(Math.max((code - 16) / 219, 0), 1);
    return Math.round(255 * step(luma - low, lowSmooth) * step(high - luma, highSmooth));
  });
}

/** Makes what is too dark or too bright transparent. */
export function lumaKey(settings: LumaKeySettings, tools: FilterTools): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const result = new Result(tools);
  const table = tools.allocateBytes(256);
  tools.memory.set(alphaTable(settings), table.offset);
  return {
    apply(source) {
      const { width, height } = source;
      const target = result.of(width, height, true);
      const { a } = planesOf(target);
      const { y } = planesOf(source);
      if (a === null) return source;
      kernels.map(y, a, width, height, table.offset);
      kernels.fade(source, a, target);
      if (source.a !== null) kernels.multiply({ offset: source.a, stride: source.alphaStride }, a, a, width, height);
      return target;
    },
    close() {
      result.close();
      table.free();
    },
  };
}
