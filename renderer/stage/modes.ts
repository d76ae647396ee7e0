import type { BlendMode } from "../../electron/contract/scene";
import type { Layer } from "./layer";

/** Blend modes that work on R'G'B' as people see it. */
export type LightMode = Exclude<BlendMode, "normal">;

export interface ModeKernels {
  /**
   * Lays `source` over `target`, of the same even size, as light: add is d + s, screen d + s − d·s, multiply
   * d·(s + 1 − a) + s·(1 − b), for premultiplied colours s with alpha a over d with alpha b, in full-range R'G'B' of
   * BT.709 (0…1); sums stop at white. `target`'s own alpha stays as it is. Opacity 0…255; `scratch`: 64 bytes.
   */
  light(mode: LightMode, source: Layer, target: Layer, opacity: number, scratch: number): void;
}

/** White, in 1/64 steps of a full-range byte, in which all colours are here. */
const ONE = 16_320;

const q15 = (a: number, b: number): number => (a * b + 0x4000) >> 15;
const saturate16 = (value: number): number => Math.min(Math.max(value, -32_768), 32_767);
const byte = (value: number): number => Math.min(Math.max(value, 0), 255);
const inGamut = (value: number): number => Math.min(Math.max(saturate16(value), 0), ONE);
const product = (a: number, b: number): number => q15(saturate16(2 * a + q15(a, 257)), b);

/** Red, green and blue of a pixel. */
function rgbOf(y: number, u: number, v: number): [number, number, number] {
  const wide = (y - 16) << 6;
  const luma = wide + q15(wide, 5387);
  const cu = (u - 128) << 6;
  const cv = (v - 128) << 6;
  return [
    inGamut(luma + cv + q15(cv, 25_977)),
    inGamut(luma + q15(cu, -6988) + q15(cv, -17_462)),
    inGamut(luma + 2 * cu + q15(cu, 3683)),
  ];
}

/** How much what lies over it changes a colour. */
function change(mode: LightMode, under: number, over: number, alpha: number, underAlpha: number): number {
  switch (mode) {
    case "add":
      return Math.min(over, ONE - under);
    case "screen":
      return over - product(under, over);
    case "multiply":
      return over - product(underAlpha, over) - product(under, Math.max(alpha - over, 0));
  }
}

function weighted([r, g, b]: readonly [number, number, number], [cr, cg, cb]: readonly [number, number, number]): number {
  return (q15(r, cr) + q15(g, cg) + q15(b, cb) + 32) >> 6;
}

const LUMA = [5983, 20_127, 2032] as const;
const BLUE = [-3298, -11_094, 14_392] as const;
const RED = [14_392, -13_073, -1320] as const;

/** The kernels over `memory`, in plain TypeScript: the reference for the tests. */
export function referenceModes(memory: Uint8Array): ModeKernels {
  const at = (offset: number): number => memory[offset] ?? 0;
  const add = (offset: number, value: number): void => {
    memory[offset] = byte(at(offset) + value);
  };
  return {
    light(mode, source, target, opacity) {
      const dim = (value: number, black: number): number => {
        const x = value * opacity + black * (255 - opacity) + 128;
        return opacity === 255 ? value : (x + (x >> 8)) >> 8;
      };
      for (let row = 0; row < target.height; row += 2) {
        for (let column = 0; column < target.width; column += 2) {
          const chroma = (row >> 1) * target.chromaStride + (column >> 1);
          const over = (row >> 1) * source.chromaStride + (column >> 1);
          const [su, sv] = [dim(at(source.u + over), 128), dim(at(source.v + over), 128)];
          const [tu, tv] = [at(target.u + chroma), at(target.v + chroma)];
          const sum: [number, number, number] = [0, 0, 0];
          for (let k = 0; k < 4; k++) {
            const [x, y] = [column + (k & 1), row + (k >> 1)];
            const raw = source.a === null ? 255 : at(source.a + y * source.alphaStride + x);
            if (raw === 0) continue;
            const alpha = dim(raw, 0) << 6;
            const underAlpha = target.a === null ? ONE : at(target.a + y * target.alphaStride + x) << 6;
            const offset = target.y + y * target.lumaStride + x;
            const lights = rgbOf(dim(at(source.y + y * source.lumaStride + x), 16), su, sv);
            const unders = rgbOf(at(offset), tu, tv);
            const changes = unders.map((under, c) => change(mode, under, lights[c] ?? 0, alpha, underAlpha));
            const [r = 0, g = 0, b = 0] = changes;
            add(offset, weighted([r, g, b], LUMA));
            sum[0] += r;
            sum[1] += g;
            sum[2] += b;
          }
          const mean = sum.map((value) => (value + 2) >> 2);
          const [r = 0, g = 0, b = 0] = mean;
          add(target.u + chroma, weighted([r, g, b], BLUE));
          add(target.v + chroma, weighted([r, g, b], RED));
        }
      }
    },
  };
}
