import { type ColourKernels, CURVE_LENGTH, type Grading } from "../kernels";
import { byte, clamp, four, half, q15 } from "./arithmetic";

type Triple = readonly [number, number, number];

/** From luma and chroma to R'G'B' in 1/16 of a CURVE_LENGTH'th: Q15 of luma in 1/128 of a step, and of chroma in 1/256. */
const FROM_LUMA = 19_133;
const RED_V = 14_729;
const GREEN_U = -1752;
const GREEN_V = -4378;
const BLUE_U = 17_356;

const saturated = (value: number): number => clamp(value, -32_768, 32_767);

/** Changes of colour in plain TypeScript. */
export function colourTwins(memory: Uint8Array): ColourKernels {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const at = (offset: number): number => memory[offset] ?? 0;

  function rgb(y: number, u: number, v: number): Triple {
    const luma = q15((y - 16) << 7, FROM_LUMA);
    const cu = (u - 128) << 8;
    const cv = (v - 128) << 8;
    const steps = (chroma: number): number =>
      clamp(saturated(saturated(luma + chroma) + 8) >> 4, 0, CURVE_LENGTH - 1);
    return [steps(q15(cv, RED_V)), steps(q15(cu, GREEN_U) + q15(cv, GREEN_V)), steps(q15(cu, BLUE_U))];
  }

  const curved = (colour: Triple, { curves }: Grading): Triple =>
    colour.map((value, i) => view.getUint16(curves + 2 * (i * CURVE_LENGTH + value), true)) as unknown as Triple;

  /** Linear between eight nodes, along green, then blue, then red; `places` in 1/256 of a node. */
  function between(places: Triple, { cube, nodes }: Grading): Triple {
    const [red, green, blue] = places.map((place) => place >> 8) as unknown as Triple;
    const [towardsRed, towardsGreen, towardsBlue] = places.map((place) => (place & 255) << 7) as unknown as Triple;
    const lerp = (a: number, b: number, q: number): number => a + q15(b - a, q);
    return [0, 1, 2].map((channel) => {
      const node = (r: number, g: number, b: number): number => {
        const offset = cube + 8 * (((blue + b) * nodes + green + g) * nodes + red + r) + 2 * channel;
        return view.getInt16(offset, true);
      };
      const plane = (r: number, b: number): number => lerp(node(r, 0, b), node(r, 1, b), towardsGreen);
      const line = (r: number): number => lerp(plane(r, 0), plane(r, 1), towardsBlue);
      return lerp(line(0), line(1), towardsRed);
    }) as unknown as Triple;
  }

  return {
    correct(source, target, k) {
      const { width, height } = source;
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const luma = at(source.y + row * source.lumaStride + column) - 16;
          memory[target.y + row * target.lumaStride + column] = byte(((k.gain * luma + k.offset + 2048) >> 12) + 16);
        }
      }
      for (let row = 0; row < half(height); row++) {
        for (let column = 0; column < half(width); column++) {
          const from = row * source.chromaStride + column;
          const to = row * target.chromaStride + column;
          const u = at(source.u + from) - 128;
          const v = at(source.v + from) - 128;
          memory[target.u + to] = byte(((k.uu * u + k.uv * v + 512) >> 10) + 128);
          memory[target.v + to] = byte(((k.vu * u + k.vv * v + 512) >> 10) + 128);
        }
      }
    },

    grade(source, target, grading) {
      const { width, height } = source;
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const chroma = (row >> 1) * source.chromaStride + (column >> 1);
          const u = at(source.u + chroma);
          const v = at(source.v + chroma);
          const from = source.y + row * source.lumaStride + column;
          const to = target.y + row * target.lumaStride + column;
          const froms = four(column, row, width, height, source.lumaStride);
          const graded = froms.map((offset) => {
            const curve = curved(rgb(at(from + offset), u, v), grading);
            return grading.nodes === 0 ? curve : between(curve, grading);
          });
          four(column, row, width, height, target.lumaStride).forEach((offset, i) => {
            const [r, g, b] = graded[i] ?? [0, 0, 0];
            memory[to + offset] = byte((5983 * r + 20_127 * g + 2032 * b + (33 << 21)) >> 22);
          });
          const [r, g, b] = [0, 1, 2].map(
            (channel) => graded.reduce((sum, colour) => sum + (colour[channel] ?? 0), 2) >> 2,
          ) as unknown as Triple;
          const index = (row >> 1) * target.chromaStride + (column >> 1);
          memory[target.u + index] = byte((-3298 * r - 11_094 * g + 14_392 * b + (257 << 21)) >> 22);
          memory[target.v + index] = byte((14_392 * r - 13_073 * g - 1320 * b + (257 << 21)) >> 22);
        }
      }
    },
  };
}
