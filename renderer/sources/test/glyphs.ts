import { type Colour, fillRect, type Planes } from "../../stage/planes";

/** Digits as five columns by seven rows; one number a row, the highest bit of five at the left. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  "0": [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
  "1": [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
  "2": [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
  "3": [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
  "4": [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
  "5": [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
  "6": [0b01110, 0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
  "7": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
  "8": [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
  "9": [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00001, 0b01110],
  ":": [0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000],
  ".": [0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00110, 0b00110],
};

const COLUMNS = 5;
export const GLYPH_ROWS = 7;
/** Dots from one glyph to the next. */
export const GLYPH_ADVANCE = 6;

/** Writes digits, colons and full stops with square dots of `dot` pixels (even), the left upper corner at even x, y. */
export function drawText(planes: Planes, text: string, x: number, y: number, dot: number, colour: Colour): void {
  let left = x;
  for (const character of text) {
    (glyphs[character] ?? []).forEach((bits, row) => {
      for (let column = 0; column < COLUMNS; column++) {
        if ((bits & (1 << (COLUMNS - 1 - column))) === 0) continue;
        fillRect(planes, { x: left + column * dot, y: y + row * dot, width: dot, height: dot }, colour);
      }
    });
    left += GLYPH_ADVANCE * dot;
  }
}
