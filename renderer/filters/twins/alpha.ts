import type { Layer } from "../../stage/layer";
import type { AlphaKernels } from "../kernels";
import { byte, clamp, four, half, part, product, weight } from "./arithmetic";

/** A difference times 255 over alpha, rounded. */
const over = (difference: number, alpha: number): number =>
  Math.trunc((difference * 255 + (difference < 0 ? -1 : 1) * (alpha >> 1)) / alpha);

/** What has to do with alpha, in plain TypeScript. */
export function alphaTwins(memory: Uint8Array): AlphaKernels {
  const at = (offset: number): number => memory[offset] ?? 0;

  /** Calls for every sample of the colours with its mask: luma's own, the mean of four for chroma. */
  function masked(
    source: Layer,
    target: Layer,
    mask: { readonly offset: number; readonly stride: number },
    act: (value: number, black: number, mask: number) => number,
  ): void {
    const { width, height } = source;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        memory[target.y + row * target.lumaStride + column] = act(
          at(source.y + row * source.lumaStride + column),
          16,
          at(mask.offset + row * mask.stride + column),
        );
      }
    }
    for (let row = 0; row < half(height); row++) {
      for (let column = 0; column < half(width); column++) {
        const block = mask.offset + 2 * row * mask.stride + 2 * column;
        let mean = 2;
        for (const offset of four(2 * column, 2 * row, width, height, mask.stride)) mean += at(block + offset);
        mean >>= 2;
        const from = row * source.chromaStride + column;
        const to = row * target.chromaStride + column;
        memory[target.u + to] = act(at(source.u + from), 128, mean);
        memory[target.v + to] = act(at(source.v + from), 128, mean);
      }
    }
  }

  return {
    straighten(source, target) {
      masked(source, target, { offset: source.a ?? 0, stride: source.alphaStride }, (value, black, alpha) =>
        alpha === 0 ? black : byte(black + over(value - black, alpha)),
      );
    },

    fade(source, mask, target) {
      masked(source, target, mask, (value, black, m) => black + part(value - black, weight(m)));
    },

    multiply(a, b, target, width, height) {
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          memory[target.offset + row * target.stride + column] = product(
            at(a.offset + row * a.stride + column),
            at(b.offset + row * b.stride + column),
          );
        }
      }
    },

    contain(layer) {
      masked(layer, layer, { offset: layer.a ?? 0, stride: layer.alphaStride }, (value, black, alpha) =>
        clamp(value, black - part(black, weight(alpha)), black + part(255 - black, weight(alpha))),
      );
    },
  };
}
