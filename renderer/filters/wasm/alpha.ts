// What has to do with alpha; ../twins/alpha.ts says what each does, to the bit.
import {
  clamped,
  meanAtEdge,
  meansOfFour,
  partOf,
  partsOf,
  storePart,
  weightOf,
  weightsOf,
} from "./arithmetic";

const FADE = 0;
const CONTAIN = 1;
const STRAIGHTEN = 2;

// @ts-ignore: decorator
@inline
function one(mode: i32, value: i32, black: i32, mask: i32): i32 {
  if (mode === FADE) return black + partOf(value - black, weightOf(mask));
  if (mode === CONTAIN) {
    return clamped(value, black - partOf(black, weightOf(mask)), black + partOf(255 - black, weightOf(mask)));
  }
  if (mask === 0) return black;
  const difference = value - black;
  return clamped(black + (difference * 255 + (difference < 0 ? -(mask >> 1) : mask >> 1)) / mask, 0, 255);
}

// @ts-ignore: decorator
@inline
function eight(mode: i32, values: v128, black: v128, masks: v128): v128 {
  const weights = weightsOf(masks);
  if (mode === FADE) return i16x8.add(black, partsOf(i16x8.sub(values, black), weights));
  const low = i16x8.sub(black, partsOf(black, weights));
  const high = i16x8.add(black, partsOf(i16x8.sub(i16x8.splat(255), black), weights));
  return i16x8.min_s(i16x8.max_s(values, low), high);
}

/** `count` samples (at most 16) with their masks as 16-bit lanes. */
// @ts-ignore: decorator
@inline
function sixteen(mode: i32, from: usize, to: usize, black: i32, low: v128, high: v128, count: i32): void {
  const values = v128.load(from);
  if (mode === STRAIGHTEN) {
    const masks = i8x16.narrow_i16x8_u(low, high);
    if (i8x16.all_true(i8x16.eq(masks, i8x16.splat(-1)))) storePart(to, values, count);
    else if (!v128.any_true(masks)) storePart(to, i8x16.splat(<i8>black), count);
    else straightenSome(from, to, black, low, high, count);
    return;
  }
  const blacks = i16x8.splat(<i16>black);
  storePart(
    to,
    i8x16.narrow_i16x8_u(
      eight(mode, i16x8.extend_low_i8x16_u(values), blacks, low),
      eight(mode, i16x8.extend_high_i8x16_u(values), blacks, high),
    ),
    count,
  );
}

const lanes = memory.data(32, 16);

function straightenSome(from: usize, to: usize, black: i32, low: v128, high: v128, count: i32): void {
  v128.store(lanes, low);
  v128.store(lanes, high, 16);
  for (let k = 0; k < min(count, 16); k++) {
    store<u8>(to + k, <u8>one(STRAIGHTEN, load<u8>(from + k), black, load<u16>(lanes + 2 * k)));
  }
}

// @ts-ignore: decorator
@inline
function masked(
  mode: i32,
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  mask: usize,
  maskStride: i32,
  toY: usize,
  toU: usize,
  toV: usize,
  toLumaStride: i32,
  toChromaStride: i32,
  width: i32,
  height: i32,
): void {
  for (let row = 0; row < height; row++) {
    const from = y + row * lumaStride;
    const to = toY + row * toLumaStride;
    const by = mask + row * maskStride;
    for (let i = 0; i < width; i += 16) {
      const masks = v128.load(by + i);
      sixteen(
        mode,
        from + i,
        to + i,
        16,
        i16x8.extend_low_i8x16_u(masks),
        i16x8.extend_high_i8x16_u(masks),
        width - i,
      );
    }
  }
  const whole = width >> 1;
  for (let row = 0; row < height; row += 2) {
    const above = mask + row * maskStride;
    const below = row + 1 < height ? above + maskStride : above;
    const from = (row >> 1) * chromaStride;
    const to = (row >> 1) * toChromaStride;
    for (let i = 0; i < whole; i += 16) {
      const low = meansOfFour(above + 2 * i, below + 2 * i);
      const high = meansOfFour(above + 2 * i + 16, below + 2 * i + 16);
      sixteen(mode, u + from + i, toU + to + i, 128, low, high, whole - i);
      sixteen(mode, v + from + i, toV + to + i, 128, low, high, whole - i);
    }
    if ((width & 1) === 0) continue;
    const mean = meanAtEdge(above + width - 1, below + width - 1);
    store<u8>(toU + to + whole, <u8>one(mode, load<u8>(u + from + whole), 128, mean));
    store<u8>(toV + to + whole, <u8>one(mode, load<u8>(v + from + whole), 128, mean));
  }
}

export function straighten(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  a: usize,
  alphaStride: i32,
  toY: usize,
  toU: usize,
  toV: usize,
  toLumaStride: i32,
  toChromaStride: i32,
  width: i32,
  height: i32,
): void {
  masked(STRAIGHTEN, y, u, v, lumaStride, chromaStride, a, alphaStride, toY, toU, toV, toLumaStride, toChromaStride, width, height);
}

export function fade(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  mask: usize,
  maskStride: i32,
  toY: usize,
  toU: usize,
  toV: usize,
  toLumaStride: i32,
  toChromaStride: i32,
  width: i32,
  height: i32,
): void {
  masked(FADE, y, u, v, lumaStride, chromaStride, mask, maskStride, toY, toU, toV, toLumaStride, toChromaStride, width, height);
}

export function contain(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  a: usize,
  alphaStride: i32,
  width: i32,
  height: i32,
): void {
  masked(CONTAIN, y, u, v, lumaStride, chromaStride, a, alphaStride, y, u, v, lumaStride, chromaStride, width, height);
}

// @ts-ignore: decorator
@inline
function products(a: v128, b: v128): v128 {
  const sum = i16x8.add(i16x8.mul(a, b), i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(sum, i16x8.shr_u(sum, 8)), 8);
}

export function multiply(
  a: usize,
  aStride: i32,
  b: usize,
  bStride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
): void {
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < width; i += 16) {
      const left = v128.load(a + row * aStride + i);
      const right = v128.load(b + row * bStride + i);
      storePart(
        target + row * targetStride + i,
        i8x16.narrow_i16x8_u(
          products(i16x8.extend_low_i8x16_u(left), i16x8.extend_low_i8x16_u(right)),
          products(i16x8.extend_high_i8x16_u(left), i16x8.extend_high_i8x16_u(right)),
        ),
        width - i,
      );
    }
  }
}
