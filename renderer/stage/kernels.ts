import { type BlendKernels, referenceBlending } from "./blending";
import { type ModeKernels, referenceModes } from "./modes";
import { type RgbaKernels, referenceRgba } from "./rgba";
import { referenceTurning, type TurnKernels } from "./turning";

/**
 * The picture kernels: loops over planes in one memory, addressed by byte offsets. This is their definition in plain
 * TypeScript; what runs is the same in WebAssembly (wasm/), which must give the same bytes. Up to 64 bytes
 * after each area may be read.
 */
export interface Kernels extends BlendKernels, ModeKernels, RgbaKernels, TurnKernels {
  /** Converts I420 of any matrix and range in place; the picture may have odd sizes. */
  recode(area: PlaneArea, coefficients: Recoding): void;
  /** Splits `count` pairs of NV12 chroma. */
  deinterleave(source: number, u: number, v: number, count: number): void;
  /** Shrinks a plane to `width` by `height`, half its size, by the mean of two by two. The result has no padding. */
  halve(source: number, stride: number, target: number, width: number, height: number): void;
  /** Halves a plane's width alone, and its height alone; as `halve`. */
  halveAcross(source: number, stride: number, target: number, width: number, height: number): void;
  halveDown(source: number, stride: number, target: number, width: number, height: number): void;
  /** Scales a plane by linear interpolation; at most by two downwards. See `Scaling`. */
  scale(scaling: Scaling): void;
  /**
   * Converts full-range RGB with four bytes a pixel to I420 in BT.709 limited range, without padding; chroma is the
   * mean of four pixels. Width and height even. `redShift` is 0 for RGBA and RGBX, 16 for BGRA and BGRX.
   */
  fromRgb(source: number, stride: number, y: number, u: number, v: number, width: number, height: number, redShift: 0 | 16): void;
}

/** Where an I420 picture lies, in bytes. */
export interface PlaneArea {
  readonly y: number;
  readonly u: number;
  readonly v: number;
  readonly lumaStride: number;
  readonly chromaStride: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A change of matrix and range as factors in Q15, the ones that are near 1 without that 1:
 * y' = y + lumaGain·y + lumaOffset + lumaU·u + lumaV·v, u' = u + uGain·u + uV·v, v' = v + vU·u + vGain·v,
 * with u and v around 0; lumaOffset in 1/128 of a step.
 */
export interface Recoding {
  readonly lumaGain: number;
  readonly lumaOffset: number;
  readonly lumaU: number;
  readonly lumaV: number;
  readonly uGain: number;
  readonly uV: number;
  readonly vU: number;
  readonly vGain: number;
}

/**
 * What scaling a plane needs. `columns`: offset of the table of columnTable; `rows`: of the table of rowTable;
 * `line`: room for one source row.
 */
interface Scaling {
  readonly source: number;
  readonly sourceStride: number;
  readonly sourceWidth: number;
  readonly target: number;
  readonly targetStride: number;
  readonly targetWidth: number;
  readonly targetHeight: number;
  readonly columns: number;
  readonly rows: number;
  readonly line: number;
}

/** Rounded high part of a product in Q15. */
const q15 = (a: number, b: number): number => (a * b + 0x4000) >> 15;
const saturate16 = (value: number): number => Math.min(Math.max(value, -32768), 32767);
const byte = (value: number): number => Math.min(Math.max(value, 0), 255);
/** From 1/128 steps to whole ones, rounded. */
const rounded = (value: number): number => saturate16(value + 64) >> 7;
const blend = (a: number, b: number, weight: number): number => (a * (256 - weight) + b * weight + 128) >> 8;

/** The kernels over `memory`, in plain TypeScript: the reference for the tests. */
export function referenceKernels(memory: Uint8Array): Kernels {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const at = (offset: number): number => memory[offset] ?? 0;

  return {
    ...referenceBlending(memory),
    ...referenceModes(memory),
    ...referenceRgba(memory),
    ...referenceTurning(memory),

    recode({ y, u, v, lumaStride, chromaStride, width, height }, k) {
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const chroma = (row >> 1) * chromaStride + (column >> 1);
          const cu = (at(u + chroma) - 128) << 7;
          const cv = (at(v + chroma) - 128) << 7;
          const delta = saturate16(q15(cu, k.lumaU) + q15(cv, k.lumaV));
          for (let dy = 0; dy < 2 && row + dy < height; dy++) {
            for (let dx = 0; dx < 2 && column + dx < width; dx++) {
              const offset = y + (row + dy) * lumaStride + column + dx;
              const luma = at(offset) << 7;
              const gained = saturate16(luma + q15(luma, k.lumaGain));
              memory[offset] = byte(rounded(saturate16(saturate16(gained + k.lumaOffset) + delta)));
            }
          }
          const newU = saturate16(saturate16(cu + q15(cu, k.uGain)) + q15(cv, k.uV));
          const newV = saturate16(saturate16(cv + q15(cv, k.vGain)) + q15(cu, k.vU));
          memory[u + chroma] = byte(rounded(newU) + 128);
          memory[v + chroma] = byte(rounded(newV) + 128);
        }
      }
    },

    deinterleave(source, u, v, count) {
      for (let i = 0; i < count; i++) {
        memory[u + i] = at(source + 2 * i);
        memory[v + i] = at(source + 2 * i + 1);
      }
    },

    halve(source, stride, target, width, height) {
      for (let row = 0; row < height; row++) {
        for (let i = 0; i < width; i++) {
          const a = source + 2 * row * stride + 2 * i;
          const b = a + stride;
          memory[target + row * width + i] = (at(a) + at(a + 1) + at(b) + at(b + 1) + 2) >> 2;
        }
      }
    },

    halveAcross(source, stride, target, width, height) {
      for (let row = 0; row < height; row++) {
        for (let i = 0; i < width; i++) {
          const from = source + row * stride + 2 * i;
          memory[target + row * width + i] = (at(from) + at(from + 1) + 1) >> 1;
        }
      }
    },

    halveDown(source, stride, target, width, height) {
      for (let row = 0; row < height; row++) {
        for (let i = 0; i < width; i++) {
          const from = source + 2 * row * stride + i;
          memory[target + row * width + i] = (at(from) + at(from + stride) + 1) >> 1;
        }
      }
    },

    scale({ source, sourceStride, target, targetStride, targetWidth, targetHeight, columns, rows }) {
      for (let row = 0; row < targetHeight; row++) {
        const entry = rows + row * ROW_ENTRY;
        const above = source + view.getInt32(entry, true) * sourceStride;
        const below = source + view.getInt32(entry + 4, true) * sourceStride;
        const down = view.getInt32(entry + 8, true);
        const pixel = (x: number): number => blend(at(above + x), at(below + x), down);
        for (let i = 0; i < targetWidth; i++) {
          const group = columns + (i >> 3) * GROUP_ENTRY;
          const base = view.getInt32(group, true);
          const left = base + at(group + 16 + (i & 7));
          const right = base + at(group + 24 + (i & 7));
          const weight = view.getInt16(group + 32 + 2 * (i & 7), true);
          memory[target + row * targetStride + i] = blend(pixel(left), pixel(right), weight);
        }
      }
    },

    fromRgb(source, stride, y, u, v, width, height, redShift) {
      const red = redShift / 8;
      const blue = 2 - red;
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          let r = 0;
          let g = 0;
          let b = 0;
          for (const [dx, dy] of FOUR) {
            const pixel = source + (row + dy) * stride + 4 * (column + dx);
            const luma =
              q15(at(pixel + red) << 7, 5983) + q15(at(pixel + 1) << 7, 20127) + q15(at(pixel + blue) << 7, 2032);
            memory[y + (row + dy) * width + column + dx] = byte((luma + 2112) >> 7);
            r += at(pixel + red);
            g += at(pixel + 1);
            b += at(pixel + blue);
          }
          const chroma = (row / 2) * (width / 2) + column / 2;
          const cu = q15(r << 5, -3298) + q15(g << 5, -11094) + q15(b << 5, 14392);
          const cv = q15(r << 5, 14392) + q15(g << 5, -13073) + q15(b << 5, -1320);
          memory[u + chroma] = byte((cu + 16448) >> 7);
          memory[v + chroma] = byte((cv + 16448) >> 7);
        }
      }
    },
  };
}

const FOUR = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/** Bytes of one row's entry: upper row, lower row, weight of the lower in 1/256, each an int32. */
const ROW_ENTRY = 12;
/** Bytes of the entry of eight columns: first source pixel (int32, 12 bytes free), then for each column its left and
 *  right neighbour from there (a byte each) and the weight of the right in 1/256 (int16). */
const GROUP_ENTRY = 48;

/** Where each of `count` target pixels lies in a plane: `position` in source pixels (their middles at whole numbers), `last` the last of them. */
export interface Positions {
  readonly count: number;
  readonly last: number;
  readonly position: (index: number) => number;
}

/** Both grids spanning the same length. */
export function spanning(source: number, target: number): Positions {
  return { count: target, last: source - 1, position: (index) => ((index + 0.5) * source) / target - 0.5 };
}

function between({ position, last }: Positions, index: number): { low: number; high: number; weight: number } {
  const exact = Math.min(Math.max(position(index), 0), last);
  // A position that is a whole number but for the arithmetic is one.
  const low = Math.floor(exact + 1 / 1024);
  return { low, high: Math.min(low + 1, last), weight: Math.max(0, Math.round((exact - low) * 256)) };
}

/** The table with which `scale` finds the rows of a plane. */
export function rowTable(positions: Positions): Uint8Array {
  const table = new DataView(new ArrayBuffer(positions.count * ROW_ENTRY));
  for (let i = 0; i < positions.count; i++) {
    const { low, high, weight } = between(positions, i);
    table.setInt32(i * ROW_ENTRY, low, true);
    table.setInt32(i * ROW_ENTRY + 4, high, true);
    table.setInt32(i * ROW_ENTRY + 8, weight, true);
  }
  return new Uint8Array(table.buffer);
}

/** The table with which `scale` finds the columns of a plane; neighbours must be less than two source pixels apart. */
export function columnTable(positions: Positions): Uint8Array {
  const groups = Math.ceil(positions.count / 8);
  const table = new DataView(new ArrayBuffer(groups * GROUP_ENTRY));
  for (let group = 0; group < groups; group++) {
    const columns = Array.from({ length: 8 }, (_, i) => between(positions, Math.min(8 * group + i, positions.count - 1)));
    const base = Math.min(...columns.map(({ low }) => low));
    const entry = group * GROUP_ENTRY;
    table.setInt32(entry, base, true);
    columns.forEach(({ low, high, weight }, i) => {
      table.setUint8(entry + 16 + i, low - base);
      table.setUint8(entry + 24 + i, high - base);
      table.setInt16(entry + 32 + 2 * i, weight, true);
    });
  }
  return new Uint8Array(table.buffer);
}
