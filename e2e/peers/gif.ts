/** An animated GIF, each frame one colour (R, G, B) shown for `centiseconds`; `plays` 0 for ever. */
export function gif(width: number, height: number, frames: readonly { colour: readonly [number, number, number]; centiseconds: number }[], plays: number): Buffer {
  const short = (value: number): number[] => [value & 255, value >> 8];
  const table = Array.from({ length: 4 }, (_, i) => [...(frames[i]?.colour ?? [0, 0, 0])]).flat();
  const bytes = [...Buffer.from("GIF89a"), ...short(width), ...short(height), 0b1001_0001, 0, 0, ...table];
  if (plays !== 1) bytes.push(0x21, 0xff, 11, ...Buffer.from("NETSCAPE2.0"), 3, 1, ...short(plays === 0 ? 0 : plays - 1), 0);
  frames.forEach(({ centiseconds }, index) => {
    bytes.push(0x21, 0xf9, 4, 0b0000_0100, ...short(centiseconds), 0, 0);
    bytes.push(0x2c, ...short(0), ...short(0), ...short(width), ...short(height), 0, 2);
    const data = lzw(Array<number>(width * height).fill(index));
    for (let at = 0; at < data.length; at += 255) bytes.push(Math.min(255, data.length - at), ...data.slice(at, at + 255));
    bytes.push(0);
  });
  return Buffer.from([...bytes, 0x3b]);
}

const CLEAR = 4;
const END = 5;

/** Codes of three bits only: cleared before the table would grow. */
function lzw(pixels: readonly number[]): number[] {
  const codes = [...pixels.flatMap((pixel, i) => (i % 2 === 0 ? [CLEAR, pixel] : [pixel])), END];
  const bytes: number[] = [];
  codes.forEach((code, i) => {
    for (let bit = 0; bit < 3; bit++) {
      const at = 3 * i + bit;
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (((code >> bit) & 1) << (at & 7));
    }
  });
  return bytes;
}
