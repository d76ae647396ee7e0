import type { Layer } from "./layer";

/** Kernels that lay planes over planes. */
export interface BlendKernels {
  copy(source: number, sourceStride: number, target: number, targetStride: number, width: number, height: number): void;
  fill(target: number, stride: number, width: number, height: number, value: number): void;
  /** Whether two areas hold the same bytes. */
  same(a: number, b: number, bytes: number): boolean;
  /** Lays luma (black 16) over luma, or alpha (black 0) over alpha: a plane premultiplied around `black`. */
  over(laying: Laying, black: number): void;
  /** Lays chroma over chroma; its alpha is the mean of two by two. `width` and `height` in chroma samples. */
  overChroma(laying: Laying): void;
  /** Multiplies a layer's colours with its alpha, in place; they must not have been yet. Even sizes only. */
  premultiply(layer: Layer): void;
  /** Writes (a·(255 − weight) + b·weight) / 255 for `bytes` bytes; weight 0…255. */
  mix(a: number, b: number, target: number, bytes: number, weight: number): void;
}

/** A plane that is laid over another. Alpha at 0: all of it is opaque. Opacity 0…255 weakens all of it. */
export interface Laying {
  readonly source: number;
  readonly sourceStride: number;
  readonly target: number;
  readonly targetStride: number;
  /** Where it is 0, the target stays as it is. */
  readonly alpha: number;
  readonly alphaStride: number;
  readonly width: number;
  readonly height: number;
  readonly opacity: number;
}

/** x / 255, rounded, for 0…65025. */
const by255 = (x: number): number => (x + 128 + ((x + 128) >> 8)) >> 8;

/** `value` is premultiplied around `black`, and so is what comes out. */
function laid(under: number, value: number, alpha: number, black: number, opacity: number): number {
  const strength = by255(alpha * opacity);
  const weak = by255(value * opacity + black * (255 - opacity));
  const kept = by255(under * (255 - strength) + black * strength);
  return Math.min(Math.max(kept + weak - black, 0), 255);
}

/** The kernels over `memory`, in plain TypeScript: the reference for the tests. */
export function referenceBlending(memory: Uint8Array): BlendKernels {
  const at = (offset: number): number => memory[offset] ?? 0;
  return {
    copy(source, sourceStride, target, targetStride, width, height) {
      for (let row = 0; row < height; row++) {
        const from = source + row * sourceStride;
        memory.copyWithin(target + row * targetStride, from, from + width);
      }
    },

    fill(target, stride, width, height, value) {
      for (let row = 0; row < height; row++) memory.fill(value, target + row * stride, target + row * stride + width);
    },

    same(a, b, bytes) {
      for (let i = 0; i < bytes; i++) if (at(a + i) !== at(b + i)) return false;
      return true;
    },

    over({ source, sourceStride, target, targetStride, alpha, alphaStride, width, height, opacity }, black) {
      for (let row = 0; row < height; row++) {
        for (let i = 0; i < width; i++) {
          const strength = alpha === 0 ? 255 : at(alpha + row * alphaStride + i);
          if (strength === 0) continue;
          const to = target + row * targetStride + i;
          memory[to] = laid(at(to), at(source + row * sourceStride + i), strength, black, opacity);
        }
      }
    },

    overChroma({ source, sourceStride, target, targetStride, alpha, alphaStride, width, height, opacity }) {
      for (let row = 0; row < height; row++) {
        for (let i = 0; i < width; i++) {
          const above = alpha + 2 * row * alphaStride + 2 * i;
          const below = above + alphaStride;
          const sum = alpha === 0 ? 1020 : at(above) + at(above + 1) + at(below) + at(below + 1);
          const strength = (sum + 2) >> 2;
          if (strength === 0) continue;
          const to = target + row * targetStride + i;
          memory[to] = laid(at(to), at(source + row * sourceStride + i), strength, 128, opacity);
        }
      }
    },

    premultiply({ y, u, v, a, lumaStride, chromaStride, alphaStride, width, height }) {
      const alpha = a ?? 0;
      const shrink = (offset: number, share: number, black: number): void => {
        memory[offset] = by255(at(offset) * share + black * (255 - share));
      };
      for (let row = 0; row < height; row++) {
        for (let i = 0; i < width; i++) shrink(y + row * lumaStride + i, at(alpha + row * alphaStride + i), 16);
      }
      for (let row = 0; row < height / 2; row++) {
        for (let i = 0; i < width / 2; i++) {
          const above = alpha + 2 * row * alphaStride + 2 * i;
          const below = above + alphaStride;
          const share = (at(above) + at(above + 1) + at(below) + at(below + 1) + 2) >> 2;
          shrink(u + row * chromaStride + i, share, 128);
          shrink(v + row * chromaStride + i, share, 128);
        }
      }
    },

    mix(a, b, target, bytes, weight) {
      for (let i = 0; i < bytes; i++) memory[target + i] = by255(at(a + i) * (255 - weight) + at(b + i) * weight);
    },
  };
}
