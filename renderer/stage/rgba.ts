/** Pixels of four bytes in the kernels' memory: full-range RGB in either order, then alpha. */
interface RgbaPixels {
  readonly source: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
  /** 0 for RGBA, 16 for BGRA. */
  readonly redShift: 0 | 16;
  /** Whether colours are not yet multiplied by alpha. */
  readonly straight: boolean;
}

export interface RgbaKernels {
  /**
   * Converts to I420 premultiplied around black, and alpha, all without padding and of any size; chroma is the mean of
   * four pixels, of those there are at an odd edge.
   */
  fromRgba(pixels: RgbaPixels, y: number, u: number, v: number, a: number): void;
}

const q15 = (a: number, b: number): number => (a * b + 0x4000) >> 15;
const byte = (value: number): number => Math.min(Math.max(value, 0), 255);
const share = (value: number, alpha: number): number => {
  const x = value * alpha + 128;
  return (x + (x >> 8)) >> 8;
};

/** The kernels over `memory`, in plain TypeScript: the reference for the tests. */
export function referenceRgba(memory: Uint8Array): RgbaKernels {
  const at = (offset: number): number => memory[offset] ?? 0;
  return {
    fromRgba({ source, stride, width, height, redShift, straight }, y, u, v, a) {
      const red = redShift / 8;
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const sum = [0, 0, 0];
          for (let k = 0; k < 4; k++) {
            const across = Math.min(column + (k & 1), width - 1);
            const down = Math.min(row + (k >> 1), height - 1);
            const pixel = source + down * stride + 4 * across;
            const alpha = at(pixel + 3);
            const colour = [red, 1, 2 - red].map((c) => (straight ? share(at(pixel + c), alpha) : at(pixel + c)));
            const [r = 0, g = 0, b = 0] = colour;
            const luma = q15(r << 7, 5983) + q15(g << 7, 20127) + q15(b << 7, 2032);
            memory[y + down * width + across] = byte((luma + 2112) >> 7);
            memory[a + down * width + across] = alpha;
            colour.forEach((value, c) => (sum[c] = (sum[c] ?? 0) + value));
          }
          const [r = 0, g = 0, b = 0] = sum;
          const chroma = (row / 2) * ((width + 1) >> 1) + column / 2;
          memory[u + chroma] = byte((q15(r << 5, -3298) + q15(g << 5, -11094) + q15(b << 5, 14392) + 16448) >> 7);
          memory[v + chroma] = byte((q15(r << 5, 14392) + q15(g << 5, -13073) + q15(b << 5, -1320) + 16448) >> 7);
        }
      }
    },
  };
}
