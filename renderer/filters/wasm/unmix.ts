// Keying by colour: taking the screen out of a picture. ../twins/key.ts says what each does, to the bit.
import { clamped, storePart } from "./arithmetic";

const NOISE = 9;

/** The slope at one sample, anywhere in the picture. */
function slopeAt(luma: usize, alpha: usize, stride: i32, column: i32, row: i32, columns: i32, rows: i32): i32 {
  let y = 0;
  let a = 0;
  let ya = 0;
  let yy = 0;
  for (let dy = -1; dy <= 1; dy++) {
    const line = clamped(row + dy, 0, rows - 1) * stride;
    for (let dx = -1; dx <= 1; dx++) {
      const index = line + clamped(column + dx, 0, columns - 1);
      const l = <i32>load<u8>(luma + index);
      const m = <i32>load<u8>(alpha + index);
      y += l;
      a += m;
      ya += l * m;
      yy += l * l;
    }
  }
  const above: i32 = 9 * ya - y * a;
  const below: i32 = 9 * yy - y * y + 81 * NOISE;
  return clamped(<i32>((<f32>above * <f32>256) / <f32>below), -2048, 2047);
}

// @ts-ignore: decorator
@inline
function slopesOf(ya: v128, yy: v128, yTimesA: v128, yTimesY: v128): v128 {
  const nine = i32x4.splat(9);
  const above = f32x4.convert_i32x4_s(i32x4.sub(i32x4.mul(ya, nine), yTimesA));
  const below = i32x4.add(i32x4.sub(i32x4.mul(yy, nine), yTimesY), i32x4.splat(81 * NOISE));
  return i32x4.trunc_sat_f32x4_s(f32x4.div(f32x4.mul(above, f32x4.splat(256)), f32x4.convert_i32x4_s(below)));
}

/** Whether all alphas of three lines, from one before `at` to one after eight, are equal. */
// @ts-ignore: decorator
@inline
function even3(above: usize, at: usize, below: usize): bool {
  const first = i8x16.splat(load<i8>(at));
  const left = v128.and(v128.and(i8x16.eq(v128.load64_zero(above - 1), first), i8x16.eq(v128.load64_zero(at - 1), first)), i8x16.eq(v128.load64_zero(below - 1), first));
  const right = v128.and(v128.and(i8x16.eq(v128.load64_zero(above + 1), first), i8x16.eq(v128.load64_zero(at + 1), first)), i8x16.eq(v128.load64_zero(below + 1), first));
  return i64x2.extract_lane(v128.and(left, right), 0) === -1;
}

export function slopes(width: i32, height: i32, luma: usize, alpha: usize, slope: usize, stride: i32): void {
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  const low = i16x8.splat(-2048);
  const high = i16x8.splat(2047);
  for (let row = 0; row < rows; row++) {
    const out = slope + 2 * row * stride;
    const from = row * stride;
    const up = row === 0 ? 0 : -stride;
    const down = row === rows - 1 ? 0 : stride;
    store<i16>(out, <i16>slopeAt(luma, alpha, stride, 0, row, columns, rows));
    let i = 1;
    for (; i + 9 <= columns; i += 8) {
      const a = alpha + from + i;
      if (even3(a + up, a, a + down)) {
        v128.store(out + 2 * i, i16x8.splat(0));
        continue;
      }
      let ySum = i16x8.splat(0);
      let aSum = i16x8.splat(0);
      let ya0 = i32x4.splat(0);
      let ya1 = i32x4.splat(0);
      let yy0 = i32x4.splat(0);
      let yy1 = i32x4.splat(0);
      for (let k = 0; k < 9; k++) {
        const line = k < 3 ? up : k < 6 ? 0 : down;
        const at = from + i + line + (k % 3) - 1;
        const ys = i16x8.extend_low_i8x16_u(v128.load64_zero(luma + at));
        const ms = i16x8.extend_low_i8x16_u(v128.load64_zero(alpha + at));
        ySum = i16x8.add(ySum, ys);
        aSum = i16x8.add(aSum, ms);
        ya0 = i32x4.add(ya0, i32x4.extmul_low_i16x8_s(ys, ms));
        ya1 = i32x4.add(ya1, i32x4.extmul_high_i16x8_s(ys, ms));
        yy0 = i32x4.add(yy0, i32x4.extmul_low_i16x8_s(ys, ys));
        yy1 = i32x4.add(yy1, i32x4.extmul_high_i16x8_s(ys, ys));
      }
      const found = i16x8.narrow_i32x4_s(
        slopesOf(ya0, yy0, i32x4.extmul_low_i16x8_s(ySum, aSum), i32x4.extmul_low_i16x8_s(ySum, ySum)),
        slopesOf(ya1, yy1, i32x4.extmul_high_i16x8_s(ySum, aSum), i32x4.extmul_high_i16x8_s(ySum, ySum)),
      );
      v128.store(out + 2 * i, i16x8.min_s(i16x8.max_s(found, low), high));
    }
    for (; i < columns; i++) store<i16>(out + 2 * i, <i16>slopeAt(luma, alpha, stride, i, row, columns, rows));
  }
}

/** Three of one line and one of another, with the ends once more on both sides. */
function blendLines(near: usize, far: usize, line: usize, columns: i32): void {
  const three = i16x8.splat(3);
  for (let i = 0; i < columns; i += 8) {
    const a = i16x8.extend_low_i8x16_u(v128.load64_zero(near + i));
    const b = i16x8.extend_low_i8x16_u(v128.load64_zero(far + i));
    v128.store(line + 2 * i, i16x8.add(i16x8.mul(a, three), b));
  }
  store<i16>(line - 2, load<i16>(line));
  store<i16>(line + 2 * columns, load<i16>(line + 2 * (columns - 1)));
}

/** Between a line's samples, three of the nearer and one of the one at `side` bytes. */
// @ts-ignore: decorator
@inline
function between(line: usize, side: i32): v128 {
  const sum = i16x8.add(i16x8.mul(v128.load(line), i16x8.splat(3)), v128.load(line + side));
  return i16x8.shr_u(i16x8.add(sum, i16x8.splat(8)), 4);
}

// @ts-ignore: decorator
@inline
function alphasOf(smooth: v128, slope: v128, luma: v128, smoothLuma: v128): v128 {
  const steep = i16x8.q15mulr_sat_s(i16x8.shl(i16x8.sub(luma, smoothLuma), 7), slope);
  const detail = i16x8.min_s(i16x8.max_s(steep, i16x8.splat(-255)), i16x8.splat(255));
  return i16x8.min_s(i16x8.max_s(i16x8.add(smooth, detail), i16x8.splat(0)), i16x8.splat(255));
}

// @ts-ignore: decorator
@inline
function darkened(luma: v128, smoothLight: v128, alpha: v128, smooth: v128, screen: v128): v128 {
  const lit = i16x8.sub(smoothLight, i16x8.shr_s(i16x8.sub(alpha, smooth), 1));
  const light = i16x8.min_s(i16x8.max_s(lit, i16x8.splat(0)), i16x8.splat(255));
  const taken = i16x8.shr_u(i16x8.add(i16x8.mul(light, screen), i16x8.splat(64)), 7);
  return i16x8.sub(luma, taken);
}

// @ts-ignore: decorator
@inline
function firsts(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function lasts(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

// @ts-ignore: decorator
@inline
function cleaned(chroma: v128, light: v128, screen: v128): v128 {
  return i16x8.sub(chroma, i16x8.shr_s(i16x8.add(i16x8.mul(light, screen), i16x8.splat(64)), 7));
}

function cleanChroma(from: usize, to: usize, light: usize, screen: i32, columns: i32): void {
  const taken = i16x8.splat(<i16>screen);
  for (let i = 0; i < columns; i += 16) {
    const chroma = v128.load(from + i);
    const lights = v128.load(light + i);
    storePart(
      to + i,
      i8x16.narrow_i16x8_u(
        cleaned(i16x8.extend_low_i8x16_u(chroma), i16x8.extend_low_i8x16_u(lights), taken),
        cleaned(i16x8.extend_high_i8x16_u(chroma), i16x8.extend_high_i8x16_u(lights), taken),
      ),
      columns - i,
    );
  }
}

export function unmix(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  width: i32,
  height: i32,
  screenY: i32,
  screenU: i32,
  screenV: i32,
  alpha: usize,
  luma: usize,
  light: usize,
  slope: usize,
  stride: i32,
  scratch: usize,
  toY: usize,
  toU: usize,
  toV: usize,
  toA: usize,
  toLumaStride: i32,
  toChromaStride: i32,
  toAlphaStride: i32,
): void {
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  const line = 2 * (columns + 32);
  const alphas = scratch + 16;
  const lumas = alphas + line;
  const lights = lumas + line;
  const screen = i16x8.splat(<i16>screenY);
  for (let row = 0; row < height; row++) {
    const near = (row >> 1) * stride;
    const far = clamped((row >> 1) + ((row & 1) === 0 ? -1 : 1), 0, rows - 1) * stride;
    blendLines(alpha + near, alpha + far, alphas, columns);
    blendLines(luma + near, luma + far, lumas, columns);
    blendLines(light + near, light + far, lights, columns);
    for (let i = 0; i < columns; i += 8) {
      const pixels = v128.load(y + row * lumaStride + 2 * i);
      const l0 = i16x8.extend_low_i8x16_u(pixels);
      const l1 = i16x8.extend_high_i8x16_u(pixels);
      const steep = v128.load(slope + 2 * (near + i));
      const evenA = between(alphas + 2 * i, -2);
      const oddA = between(alphas + 2 * i, 2);
      const evenY = between(lumas + 2 * i, -2);
      const oddY = between(lumas + 2 * i, 2);
      const evenL = between(lights + 2 * i, -2);
      const oddL = between(lights + 2 * i, 2);
      const s0 = firsts(evenA, oddA);
      const s1 = lasts(evenA, oddA);
      const a0 = alphasOf(s0, firsts(steep, steep), l0, firsts(evenY, oddY));
      const a1 = alphasOf(s1, lasts(steep, steep), l1, lasts(evenY, oddY));
      const y0 = darkened(l0, firsts(evenL, oddL), a0, s0, screen);
      const y1 = darkened(l1, lasts(evenL, oddL), a1, s1, screen);
      storePart(toY + row * toLumaStride + 2 * i, i8x16.narrow_i16x8_u(y0, y1), width - 2 * i);
      storePart(toA + row * toAlphaStride + 2 * i, i8x16.narrow_i16x8_u(a0, a1), width - 2 * i);
    }
  }
  for (let row = 0; row < rows; row++) {
    const from = row * chromaStride;
    const to = row * toChromaStride;
    cleanChroma(u + from, toU + to, light + row * stride, screenU, columns);
    cleanChroma(v + from, toV + to, light + row * stride, screenV, columns);
  }
}
