import type { FilterTools, VideoFilter } from "../kind";
import { copyPlane, planesOf } from "../planes";
import { Result } from "../result";
import { filterKernels } from "../wasm-kernels";
import type { SharpenSettings } from "./schema";

/** Sharpens luma: where eyes, and cameras, have their resolution. */
export function sharpen({ sharpness }: SharpenSettings, tools: FilterTools): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const result = new Result(tools);
  const amount = Math.round(32_767 * sharpness);
  return {
    apply(source) {
      if (amount === 0) return source;
      const { width, height } = source;
      const target = result.of(width, height, source.a !== null);
      kernels.sharpen(planesOf(source).y, planesOf(target).y, width, height, amount);
      // Chroma and alpha stay the source's…
      if (source.a === null) return { ...source, y: target.y, lumaStride: target.lumaStride };
      // … but where alpha is little, luma must be too.
      const [from, to] = [planesOf(source), planesOf(target)];
      copyPlane(tools.memory, from.u, to.u);
      copyPlane(tools.memory, from.v, to.v);
      const sharpened = { ...target, a: source.a, alphaStride: source.alphaStride };
      kernels.contain(sharpened);
      return sharpened;
    },
    close: () => result.close(),
  };
}
