/** The integer arithmetic of the kernels (wasm/arithmetic.ts has the same). */

/** Rounded high part of a product in Q15. */
export const q15 = (a: number, b: number): number => (a * b + 0x4000) >> 15;

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

export const byte = (value: number): number => clamp(value, 0, 255);

/** A weight of 0…255 in Q15, 255 as near to 1 as can be. */
export const weight = (value: number): number => (value << 7) + (value >> 1);

/** A part (Q15) of a difference that fits in nine bits, rounded. */
export const part = (difference: number, q: number): number => (q15(difference << 7, q) + 64) >> 7;

/** Rounded product of two values of 0…255 over 255. */
export function product(a: number, b: number): number {
  const sum = a * b + 128;
  return (sum + (sum >> 8)) >> 8;
}

/** Columns or rows of chroma that go with so many of luma. */
export const half = (length: number): number => (length + 1) >> 1;

/** Offsets from a block's first luma sample to all four, those beyond an odd picture's edge being its last. */
export function four(column: number, row: number, width: number, height: number, stride: number): readonly number[] {
  const right = column + 1 < width ? 1 : 0;
  const below = row + 1 < height ? stride : 0;
  return [0, right, below, below + right];
}
