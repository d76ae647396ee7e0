import type { KeyKernels } from "../kernels";
import { SURVEYED } from "../kernels";
import { byte, clamp, four, half } from "./arithmetic";

/** How much more across than along the screen's hue a colour may be and still count as lit by it (cot of half the acceptance angle). */
const ACCEPTANCE = Math.fround(0.7);
/** Variance of luma, in steps², that counts as noise. */
const NOISE = 9;

const float = Math.fround;

/** Alpha, from how far up the ramp. */
const ramped = (value: number): number => byte(Math.trunc(float(value + 0.5)));

/** Keying by colour in plain TypeScript. Floats are of 32 bits, every operation rounded by itself. */
export function keyTwins(memory: Uint8Array): KeyKernels {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const at = (offset: number): number => memory[offset] ?? 0;

  return {
    survey({ y, u, v, lumaStride, chromaStride, width, height }, key, matte) {
      const columns = half(width);
      const rows = half(height);
      for (let row = 0; row < rows; row += SURVEYED) {
        for (let column = 0; column < columns; column += SURVEYED) {
          const sums = [0, 0, 0, 0];
          for (let r = row; r < Math.min(row + SURVEYED, rows); r++) {
            for (let c = column; c < Math.min(column + SURVEYED, columns); c++) {
              const block = y + 2 * r * lumaStride + 2 * c;
              let luma = 2;
              for (const offset of four(2 * c, 2 * r, width, height, lumaStride)) luma += at(block + offset);
              luma >>= 2;
              memory[matte.luma + r * matte.stride + c] = luma;
              const chroma = r * chromaStride + c;
              const [su, sv] = [at(u + chroma), at(v + chroma)];
              const du = float(su - key.u);
              const dv = float(sv - key.v);
              const distance = float(Math.sqrt(float(float(du * du) + float(dv * dv))));
              const screen = 255 - ramped(float(float(distance - key.similarity) * key.ramp));
              [screen, screen * luma, screen * su, screen * sv].forEach((value, i) => (sums[i] = (sums[i] ?? 0) + value));
            }
          }
          const index = (row / SURVEYED) * Math.ceil(columns / SURVEYED) + column / SURVEYED;
          sums.forEach((sum, i) => view.setInt32(matte.sums + 16 * index + 4 * i, sum, true));
        }
      }
    },

    separate({ u, v, chromaStride, width, height }, key, screen, matte) {
      for (let row = 0; row < half(height); row++) {
        for (let column = 0; column < half(width); column++) {
          const chroma = row * chromaStride + column;
          const index = row * matte.stride + column;
          const cu = at(u + chroma) - 128;
          const cv = at(v + chroma) - 128;
          const plate = float(at(matte.plate + index) * float(1 / 128));
          const along = float(float(cu * screen.alongU) + float(cv * screen.alongV));
          const across = float(float(cv * screen.alongU) - float(cu * screen.alongV));
          const near = float(key.distance - float(float(along / plate) * screen.distance));
          const aside = float(across * screen.distance);
          const distance = float(Math.sqrt(float(float(near * near) + float(aside * aside))));
          const alpha = ramped(float(float(distance - key.similarity) * key.ramp));
          memory[matte.alpha + index] = alpha;
          const lit = float(float(along - float(Math.abs(across) * ACCEPTANCE)) * screen.suppression);
          const behind = float(float((255 - alpha) * float(1 / 255)) * plate);
          const light = Math.max(0, lit, behind);
          memory[matte.light + index] = byte(Math.trunc(float(float(light * 128) + 0.5)));
        }
      }
    },

    slopes(width, height, matte) {
      const columns = half(width);
      const rows = half(height);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          let [y, a, ya, yy] = [0, 0, 0, 0];
          for (let dy = -1; dy <= 1; dy++) {
            const line = clamp(row + dy, 0, rows - 1) * matte.stride;
            for (let dx = -1; dx <= 1; dx++) {
              const index = line + clamp(column + dx, 0, columns - 1);
              const luma = at(matte.luma + index);
              const alpha = at(matte.alpha + index);
              y += luma;
              a += alpha;
              ya += luma * alpha;
              yy += luma * luma;
            }
          }
          const slope = float(float(float(9 * ya - y * a) * 256) / float(9 * yy - y * y + 81 * NOISE));
          view.setInt16(matte.slope + 2 * (row * matte.stride + column), clamp(Math.trunc(slope), -2048, 2047), true);
        }
      }
    },

    unmix({ y, u, v, lumaStride, chromaStride, width, height }, screen, matte, target) {
      const columns = half(width);
      const rows = half(height);
      /** Between the four samples around luma at (column, row), 9 3 3 1. */
      const between = (plane: number, column: number, row: number): number => {
        const near = (row >> 1) * matte.stride;
        const far = clamp((row >> 1) + ((row & 1) === 0 ? -1 : 1), 0, rows - 1) * matte.stride;
        const side = clamp((column >> 1) + ((column & 1) === 0 ? -1 : 1), 0, columns - 1);
        const down = (x: number): number => 3 * at(plane + near + x) + at(plane + far + x);
        return (3 * down(column >> 1) + down(side) + 8) >> 4;
      };
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const luma = at(y + row * lumaStride + column);
          const smooth = between(matte.alpha, column, row);
          const slope = view.getInt16(matte.slope + 2 * ((row >> 1) * matte.stride + (column >> 1)), true);
          const detail = clamp((slope * (luma - between(matte.luma, column, row)) + 128) >> 8, -255, 255);
          const alpha = byte(smooth + detail);
          const light = byte(between(matte.light, column, row) - ((alpha - smooth) >> 1));
          memory[(target.a ?? 0) + row * target.alphaStride + column] = alpha;
          memory[target.y + row * target.lumaStride + column] = byte(luma - ((light * screen.y + 64) >> 7));
        }
      }
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const light = at(matte.light + row * matte.stride + column);
          const from = row * chromaStride + column;
          const to = row * target.chromaStride + column;
          memory[target.u + to] = byte(at(u + from) - ((light * screen.u + 64) >> 7));
          memory[target.v + to] = byte(at(v + from) - ((light * screen.v + 64) >> 7));
        }
      }
    },
  };
}
