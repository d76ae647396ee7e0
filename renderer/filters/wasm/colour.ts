// Changes of colour; ../twins/colour.ts says what each does, to the bit.
import { storePart } from "./arithmetic";

const CURVE_LENGTH = 1024;
const FROM_LUMA: i16 = 19_133;
const RED_V: i16 = 14_729;
const GREEN_U: i16 = -1752;
const GREEN_V: i16 = -4378;
const BLUE_U: i16 = 17_356;

// @ts-ignore: decorator
@inline
function corrected(luma: v128, gain: v128, offset: v128): v128 {
  const around = i16x8.sub(luma, i16x8.splat(16));
  const low = i32x4.shr_s(i32x4.add(i32x4.extmul_low_i16x8_s(around, gain), offset), 12);
  const high = i32x4.shr_s(i32x4.add(i32x4.extmul_high_i16x8_s(around, gain), offset), 12);
  return i16x8.add_sat_s(i16x8.narrow_i32x4_s(low, high), i16x8.splat(16));
}

/** Eight samples of a·k + b·l, a and b given in turns. */
// @ts-ignore: decorator
@inline
function turned(low: v128, high: v128, factors: v128): v128 {
  const half = i32x4.splat(512);
  return i16x8.add_sat_s(
    i16x8.narrow_i32x4_s(
      i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(low, factors), half), 10),
      i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(high, factors), half), 10),
    ),
    i16x8.splat(128),
  );
}

export function correct(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  toY: usize,
  toU: usize,
  toV: usize,
  toLumaStride: i32,
  toChromaStride: i32,
  width: i32,
  height: i32,
  gain: i32,
  offset: i32,
  uu: i32,
  uv: i32,
  vu: i32,
  vv: i32,
): void {
  const gains = i16x8.splat(<i16>gain);
  const offsets = i32x4.splat(offset + 2048);
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < width; i += 16) {
      const luma = v128.load(y + row * lumaStride + i);
      storePart(
        toY + row * toLumaStride + i,
        i8x16.narrow_i16x8_u(
          corrected(i16x8.extend_low_i8x16_u(luma), gains, offsets),
          corrected(i16x8.extend_high_i8x16_u(luma), gains, offsets),
        ),
        width - i,
      );
    }
  }
  const columns = (width + 1) >> 1;
  const grey = i16x8.splat(128);
  const toNewU = i32x4.splat((uu & 0xffff) | (uv << 16));
  const toNewV = i32x4.splat((vu & 0xffff) | (vv << 16));
  for (let row = 0; row < (height + 1) >> 1; row++) {
    const from = row * chromaStride;
    const to = row * toChromaStride;
    for (let i = 0; i < columns; i += 8) {
      const us = i16x8.sub(i16x8.extend_low_i8x16_u(v128.load64_zero(u + from + i)), grey);
      const vs = i16x8.sub(i16x8.extend_low_i8x16_u(v128.load64_zero(v + from + i)), grey);
      const low = i16x8.shuffle(us, vs, 0, 8, 1, 9, 2, 10, 3, 11);
      const high = i16x8.shuffle(us, vs, 4, 12, 5, 13, 6, 14, 7, 15);
      const newU = turned(low, high, toNewU);
      const newV = turned(low, high, toNewV);
      const count = min(columns - i, 8);
      storePart(toU + to + i, i8x16.narrow_i16x8_u(newU, newU), count);
      storePart(toV + to + i, i8x16.narrow_i16x8_u(newV, newV), count);
    }
  }
}

// @ts-ignore: decorator
@inline
function steps(luma: v128, chroma: v128): v128 {
  const sum = i16x8.add_sat_s(i16x8.add_sat_s(luma, chroma), i16x8.splat(8));
  return i16x8.min_s(i16x8.max_s(i16x8.shr_s(sum, 4), i16x8.splat(0)), i16x8.splat(<i16>(CURVE_LENGTH - 1)));
}

/** A row's luma and chroma as steps of red, green and blue, a line of 16-bit values each. */
function splitRow(y: usize, u: usize, v: usize, width: i32, red: usize, line: i32): void {
  const green = red + line;
  const blue = green + line;
  const grey = i16x8.splat(128);
  for (let i = 0; i < width; i += 16) {
    const luma = v128.load(y + i);
    const fromLuma = i16x8.splat(FROM_LUMA);
    const black = i16x8.splat(16);
    const l0 = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(i16x8.extend_low_i8x16_u(luma), black), 7), fromLuma);
    const l1 = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(i16x8.extend_high_i8x16_u(luma), black), 7), fromLuma);
    const us = i16x8.shl(i16x8.sub(i16x8.extend_low_i8x16_u(v128.load64_zero(u + (i >> 1))), grey), 8);
    const vs = i16x8.shl(i16x8.sub(i16x8.extend_low_i8x16_u(v128.load64_zero(v + (i >> 1))), grey), 8);
    const r = i16x8.q15mulr_sat_s(vs, i16x8.splat(RED_V));
    const g = i16x8.add(i16x8.q15mulr_sat_s(us, i16x8.splat(GREEN_U)), i16x8.q15mulr_sat_s(vs, i16x8.splat(GREEN_V)));
    const b = i16x8.q15mulr_sat_s(us, i16x8.splat(BLUE_U));
    v128.store(red + 2 * i, steps(l0, i16x8.shuffle(r, r, 0, 0, 1, 1, 2, 2, 3, 3)));
    v128.store(red + 2 * i, steps(l1, i16x8.shuffle(r, r, 4, 4, 5, 5, 6, 6, 7, 7)), 16);
    v128.store(green + 2 * i, steps(l0, i16x8.shuffle(g, g, 0, 0, 1, 1, 2, 2, 3, 3)));
    v128.store(green + 2 * i, steps(l1, i16x8.shuffle(g, g, 4, 4, 5, 5, 6, 6, 7, 7)), 16);
    v128.store(blue + 2 * i, steps(l0, i16x8.shuffle(b, b, 0, 0, 1, 1, 2, 2, 3, 3)));
    v128.store(blue + 2 * i, steps(l1, i16x8.shuffle(b, b, 4, 4, 5, 5, 6, 6, 7, 7)), 16);
  }
}

function curveRow(red: usize, line: i32, width: i32, curves: usize): void {
  for (let i = 0; i < width; i++) {
    const r = red + 2 * i;
    const g = r + line;
    const b = g + line;
    store<u16>(r, load<u16>(curves + 2 * <usize>load<u16>(r)));
    store<u16>(g, load<u16>(curves + 2 * <usize>load<u16>(g), 2 * CURVE_LENGTH));
    store<u16>(b, load<u16>(curves + 2 * <usize>load<u16>(b), 4 * CURVE_LENGTH));
  }
}

// @ts-ignore: decorator
@inline
function lerp(a: v128, b: v128, q: v128): v128 {
  return i16x8.add(a, i16x8.q15mulr_sat_s(i16x8.sub(b, a), q));
}

// @ts-ignore: decorator
@inline
function towards(place: i32): v128 {
  return i16x8.splat(<i16>((place & 255) << 7));
}

function cubeRow(red: usize, line: i32, width: i32, curves: usize, cube: usize, nodes: i32): void {
  const row = 8 * nodes;
  const plane = row * nodes;
  for (let i = 0; i < width; i++) {
    const r = red + 2 * i;
    const g = r + line;
    const b = g + line;
    const rp = <i32>load<u16>(curves + 2 * <usize>load<u16>(r));
    const gp = <i32>load<u16>(curves + 2 * <usize>load<u16>(g), 2 * CURVE_LENGTH);
    const bp = <i32>load<u16>(curves + 2 * <usize>load<u16>(b), 4 * CURVE_LENGTH);
    const node = cube + (bp >> 8) * plane + (gp >> 8) * row + (rp >> 8) * 8;
    const towardsGreen = towards(gp);
    const near = lerp(v128.load(node), v128.load(node + row), towardsGreen);
    const far = lerp(v128.load(node + plane), v128.load(node + plane + row), towardsGreen);
    const pair = lerp(near, far, towards(bp));
    const colour = lerp(pair, i64x2.shuffle(pair, pair, 1, 0), towards(rp));
    v128.store16_lane(r, colour, 0);
    v128.store16_lane(g, colour, 1);
    v128.store16_lane(b, colour, 2);
  }
}

// @ts-ignore: decorator
@inline
function lumasOf(r: v128, g: v128, b: v128, low: bool): v128 {
  const rg = low ? i16x8.shuffle(r, g, 0, 8, 1, 9, 2, 10, 3, 11) : i16x8.shuffle(r, g, 4, 12, 5, 13, 6, 14, 7, 15);
  const blue = low
    ? i32x4.extmul_low_i16x8_s(b, i16x8.splat(2032))
    : i32x4.extmul_high_i16x8_s(b, i16x8.splat(2032));
  const sum = i32x4.add(i32x4.dot_i16x8_s(rg, i32x4.splat(5983 | (20_127 << 16))), blue);
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(33 << 21)), 22);
}

/** Luma of a row from its lines of red, green and blue. */
function joinRow(red: usize, line: i32, y: usize, width: i32): void {
  for (let i = 0; i < width; i += 8) {
    const r = v128.load(red + 2 * i);
    const g = v128.load(red + line + 2 * i);
    const b = v128.load(red + 2 * line + 2 * i);
    const luma = i16x8.narrow_i32x4_s(lumasOf(r, g, b, true), lumasOf(r, g, b, false));
    storePart(y + i, i8x16.narrow_i16x8_u(luma, luma), min(width - i, 8));
  }
}

/** Means of four blocks' values of one colour. */
// @ts-ignore: decorator
@inline
function blocks(above: usize, below: usize): v128 {
  const sum = i32x4.add(
    i32x4.extadd_pairwise_i16x8_s(v128.load(above)),
    i32x4.extadd_pairwise_i16x8_s(v128.load(below)),
  );
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(2)), 2);
}

// @ts-ignore: decorator
@inline
function chromasOf(r: v128, g: v128, b: v128, red: i32, green: i32, blue: i32): v128 {
  const sum = i32x4.add(
    i32x4.add(i32x4.mul(r, i32x4.splat(red)), i32x4.mul(g, i32x4.splat(green))),
    i32x4.mul(b, i32x4.splat(blue)),
  );
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(257 << 21)), 22);
}

/** Chroma of two rows from their lines of red, green and blue. */
function joinBlocks(above: usize, below: usize, line: i32, u: usize, v: usize, columns: i32): void {
  for (let i = 0; i < columns; i += 4) {
    const r = blocks(above + 4 * i, below + 4 * i);
    const g = blocks(above + line + 4 * i, below + line + 4 * i);
    const b = blocks(above + 2 * line + 4 * i, below + 2 * line + 4 * i);
    const us = i16x8.narrow_i32x4_s(chromasOf(r, g, b, -3298, -11_094, 14_392), i32x4.splat(0));
    const vs = i16x8.narrow_i32x4_s(chromasOf(r, g, b, 14_392, -13_073, -1320), i32x4.splat(0));
    storePart(u + i, i8x16.narrow_i16x8_u(us, us), min(columns - i, 4));
    storePart(v + i, i8x16.narrow_i16x8_u(vs, vs), min(columns - i, 4));
  }
}

/** A line's last value once more, for the block that has only half its columns. */
function repeatLast(line: usize, width: i32): void {
  store<u16>(line + 2 * width, load<u16>(line + 2 * (width - 1)));
}

export function grade(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  toY: usize,
  toU: usize,
  toV: usize,
  toLumaStride: i32,
  toChromaStride: i32,
  width: i32,
  height: i32,
  curves: usize,
  cube: usize,
  nodes: i32,
  scratch: usize,
): void {
  const line = 2 * (width + 32);
  const columns = (width + 1) >> 1;
  for (let row = 0; row < height; row += 2) {
    const chroma = (row >> 1) * chromaStride;
    const both = row + 1 < height;
    const below = both ? scratch + 3 * line : scratch;
    const last = both ? 1 : 0;
    for (let k = 0; k <= last; k++) {
      const red = k === 0 ? scratch : below;
      splitRow(y + (row + k) * lumaStride, u + chroma, v + chroma, width, red, line);
      if (nodes === 0) curveRow(red, line, width, curves);
      else cubeRow(red, line, width, curves, cube, nodes);
      for (let channel = 0; channel < 3; channel++) repeatLast(red + channel * line, width);
    }
    joinRow(scratch, line, toY + row * toLumaStride, width);
    if (both) joinRow(below, line, toY + (row + 1) * toLumaStride, width);
    const to = (row >> 1) * toChromaStride;
    joinBlocks(scratch, below, line, toU + to, toV + to, columns);
  }
}
