/** Blocks of the barcode: 16 bits of picture number, 32 bits of time. */
export const BLOCKS = 48;

/** One row of gray pixels, a block each, that says which picture this is and when it was made (Unix ms mod 2^32). */
export function writeBarcode(row: Uint8Array, picture: number, time: number): void {
  const low = time >>> 0;
  for (let i = 0; i < 16; i += 1) row[i] = (picture >> i) & 1 ? 255 : 0;
  for (let i = 0; i < 32; i += 1) row[16 + i] = (low >>> i) & 1 ? 255 : 0;
}

export interface Barcode {
  readonly picture: number;
  readonly time: number;
}

/** Reads a row back; null when a block is neither black nor white: no barcode was in the picture. */
export function readBarcode(row: Uint8Array): Barcode | null {
  let picture = 0;
  let time = 0;
  for (const [i, gray] of row.entries()) {
    if (gray > 100 && gray < 155) return null;
    if (gray < 128) continue;
    if (i < 16) picture |= 1 << i;
    else time |= 1 << (i - 16);
  }
  return { picture, time: time >>> 0 };
}

/** Ms from the time in a barcode to `now` (Unix ms). */
export function ageOf(barcode: Barcode, now: number): number {
  return ((Math.floor(now) >>> 0) - barcode.time) >>> 0;
}
