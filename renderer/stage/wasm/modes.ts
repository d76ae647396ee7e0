// Blending on R'G'B' values. What it does, to the bit, is said by its twin in ../modes.ts. Colours are in 1/64 steps.

// @ts-ignore: decorator
@inline
function q15x(a: v128, factor: i16): v128 {
  return i16x8.q15mulr_sat_s(a, i16x8.splat(factor));
}

/** Between black and white. */
// @ts-ignore: decorator
@inline
function inGamut(value: v128): v128 {
  return i16x8.max_s(i16x8.min_s(value, i16x8.splat(16320)), i16x8.splat(0));
}

// @ts-ignore: decorator
@inline
function lumaOf(y: v128): v128 {
  const wide = i16x8.shl(i16x8.sub(y, i16x8.splat(16)), 6);
  return i16x8.add(wide, q15x(wide, 5387));
}

// @ts-ignore: decorator
@inline
function redOf(luma: v128, v: v128): v128 {
  return inGamut(i16x8.add_sat_s(luma, i16x8.add(v, q15x(v, 25977))));
}

// @ts-ignore: decorator
@inline
function greenOf(luma: v128, u: v128, v: v128): v128 {
  return inGamut(i16x8.add_sat_s(luma, i16x8.add(q15x(u, -6988), q15x(v, -17462))));
}

// @ts-ignore: decorator
@inline
function blueOf(luma: v128, u: v128): v128 {
  return inGamut(i16x8.add_sat_s(luma, i16x8.add(i16x8.add(u, u), q15x(u, 3683))));
}

/** a·b, where 16320 means one. */
// @ts-ignore: decorator
@inline
function product(a: v128, b: v128): v128 {
  return i16x8.q15mulr_sat_s(i16x8.add_sat_s(i16x8.add(a, a), q15x(a, 257)), b);
}

/** How much `over` changes `under`; see the twin. Mode 0 adds, 1 screens, 2 multiplies. */
// @ts-ignore: decorator
@inline
function change(mode: i32, under: v128, over: v128, alpha: v128, underAlpha: v128): v128 {
  if (mode === 0) return i16x8.min_s(over, i16x8.sub(i16x8.splat(16320), under));
  if (mode === 1) return i16x8.sub(over, product(under, over));
  const alone = i16x8.sub(over, product(underAlpha, over));
  return i16x8.sub(alone, product(under, i16x8.max_s(i16x8.sub(alpha, over), i16x8.splat(0))));
}

/** Four chroma samples, each for two neighbours, around 0 in 1/64 steps; weakened by opacity. */
// @ts-ignore: decorator
@inline
function chromaAt(at: usize, opacity: i32): v128 {
  const raw = v128.load32_zero(at);
  let values = i16x8.extend_low_i8x16_u(i8x16.shuffle(raw, raw, 0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0));
  if (opacity !== 255) values = dimmed(values, 128, opacity);
  return i16x8.shl(i16x8.sub(values, i16x8.splat(128)), 6);
}

// @ts-ignore: decorator
@inline
function dimmed(values: v128, black: i16, opacity: i32): v128 {
  const sum = i16x8.add(
    i16x8.mul(values, i16x8.splat(<i16>opacity)),
    i16x8.splat(<i16>(<i32>black * (255 - opacity) + 128)),
  );
  return i16x8.shr_u(i16x8.add(sum, i16x8.shr_u(sum, 8)), 8);
}

// @ts-ignore: decorator
@inline
function bytesAt(at: usize): v128 {
  return i16x8.extend_low_i8x16_u(v128.load64_zero(at));
}

/** The mean of two by two of both rows, four of them. */
// @ts-ignore: decorator
@inline
function meanOf(top: v128, low: v128): v128 {
  const sum = i32x4.add(i32x4.extadd_pairwise_i16x8_s(top), i32x4.extadd_pairwise_i16x8_s(low));
  const mean = i32x4.shr_s(i32x4.add(sum, i32x4.splat(2)), 2);
  return i16x8.narrow_i32x4_s(mean, mean);
}

// @ts-ignore: decorator
@inline
function weighted(r: v128, g: v128, b: v128, cr: i16, cg: i16, cb: i16): v128 {
  const sum = i16x8.add(i16x8.add(q15x(r, cr), q15x(g, cg)), q15x(b, cb));
  return i16x8.shr_s(i16x8.add(sum, i16x8.splat(32)), 6);
}

// @ts-ignore: decorator
@inline
function storeLuma(at: usize, y: v128, r: v128, g: v128, b: v128): void {
  const sum = i16x8.add(y, weighted(r, g, b, 5983, 20127, 2032));
  v128.store64_lane(at, i8x16.narrow_i16x8_u(sum, sum), 0);
}

// @ts-ignore: decorator
@inline
function storeChroma(at: usize, change: v128): void {
  const sum = i16x8.add(i16x8.extend_low_i8x16_u(v128.load32_zero(at)), change);
  v128.store32_lane(at, i8x16.narrow_i16x8_u(sum, sum), 0);
}

/** Eight pixels of two rows; the planes may be read, and are written, no further than that. */
export function blendEight(
  mode: i32,
  targetY: usize,
  targetLow: usize,
  targetU: usize,
  targetV: usize,
  targetAlpha: usize,
  targetAlphaLow: usize,
  sourceY: usize,
  sourceLow: usize,
  sourceU: usize,
  sourceV: usize,
  alpha: usize,
  alphaLow: usize,
  opacity: i32,
): void {
  const full = i16x8.splat(255);
  let a0 = alpha === 0 ? full : bytesAt(alpha);
  let a1 = alpha === 0 ? full : bytesAt(alphaLow);
  if (!v128.any_true(v128.or(a0, a1))) return;
  const none = i16x8.splat(0);
  const hidden0 = i16x8.eq(a0, none);
  const hidden1 = i16x8.eq(a1, none);
  let s0 = bytesAt(sourceY);
  let s1 = bytesAt(sourceLow);
  if (opacity !== 255) {
    a0 = dimmed(a0, 0, opacity);
    a1 = dimmed(a1, 0, opacity);
    s0 = dimmed(s0, 16, opacity);
    s1 = dimmed(s1, 16, opacity);
  }
  a0 = i16x8.shl(a0, 6);
  a1 = i16x8.shl(a1, 6);
  const t0 = targetAlpha === 0 ? i16x8.splat(16320) : i16x8.shl(bytesAt(targetAlpha), 6);
  const t1 = targetAlpha === 0 ? i16x8.splat(16320) : i16x8.shl(bytesAt(targetAlphaLow), 6);
  const sl0 = lumaOf(s0);
  const sl1 = lumaOf(s1);
  const su = chromaAt(sourceU, opacity);
  const sv = chromaAt(sourceV, opacity);
  const y0 = bytesAt(targetY);
  const y1 = bytesAt(targetLow);
  const tl0 = lumaOf(y0);
  const tl1 = lumaOf(y1);
  const tu = chromaAt(targetU, 255);
  const tv = chromaAt(targetV, 255);
  const r0 = v128.andnot(change(mode, redOf(tl0, tv), redOf(sl0, sv), a0, t0), hidden0);
  const r1 = v128.andnot(change(mode, redOf(tl1, tv), redOf(sl1, sv), a1, t1), hidden1);
  const g0 = v128.andnot(change(mode, greenOf(tl0, tu, tv), greenOf(sl0, su, sv), a0, t0), hidden0);
  const g1 = v128.andnot(change(mode, greenOf(tl1, tu, tv), greenOf(sl1, su, sv), a1, t1), hidden1);
  const b0 = v128.andnot(change(mode, blueOf(tl0, tu), blueOf(sl0, su), a0, t0), hidden0);
  const b1 = v128.andnot(change(mode, blueOf(tl1, tu), blueOf(sl1, su), a1, t1), hidden1);
  storeLuma(targetY, y0, r0, g0, b0);
  storeLuma(targetLow, y1, r1, g1, b1);
  const r = meanOf(r0, r1);
  const g = meanOf(g0, g1);
  const b = meanOf(b0, b1);
  storeChroma(targetU, weighted(r, g, b, -3298, -11094, 14392));
  storeChroma(targetV, weighted(r, g, b, 14392, -13073, -1320));
}

// @ts-ignore: decorator
@inline
function copyIn(slot: usize, from: usize, bytes: i32): void {
  memory.copy(slot, from, bytes);
}

export function blendLight(
  mode: i32,
  targetY: usize,
  targetU: usize,
  targetV: usize,
  targetAlpha: usize,
  targetLumaStride: i32,
  targetChromaStride: i32,
  targetAlphaStride: i32,
  sourceY: usize,
  sourceU: usize,
  sourceV: usize,
  alpha: usize,
  lumaStride: i32,
  chromaStride: i32,
  alphaStride: i32,
  width: i32,
  height: i32,
  opacity: i32,
  scratch: usize,
): void {
  const whole = width & ~7;
  const rest = width & 7;
  for (let row = 0; row < height; row += 2) {
    const ty = targetY + row * targetLumaStride;
    const tl = ty + targetLumaStride;
    const tu = targetU + (row >> 1) * targetChromaStride;
    const tv = targetV + (row >> 1) * targetChromaStride;
    const ta = targetAlpha + row * targetAlphaStride;
    const tal = ta + targetAlphaStride;
    const sy = sourceY + row * lumaStride;
    const su = sourceU + (row >> 1) * chromaStride;
    const sv = sourceV + (row >> 1) * chromaStride;
    const sa = alpha + row * alphaStride;
    for (let i = 0; i < whole; i += 8) {
      const h = i >> 1;
      blendEight(
        mode,
        ty + i,
        tl + i,
        tu + h,
        tv + h,
        targetAlpha === 0 ? 0 : ta + i,
        tal + i,
        sy + i,
        sy + lumaStride + i,
        su + h,
        sv + h,
        alpha === 0 ? 0 : sa + i,
        sa + alphaStride + i,
        opacity,
      );
    }
    if (rest === 0) continue;
    // The last few pixels are blended aside, so that nothing beyond them is written.
    const h = whole >> 1;
    const half = rest >> 1;
    copyIn(scratch, ty + whole, rest);
    copyIn(scratch + 8, tl + whole, rest);
    copyIn(scratch + 16, tu + h, half);
    copyIn(scratch + 24, tv + h, half);
    blendEight(
      mode,
      scratch,
      scratch + 8,
      scratch + 16,
      scratch + 24,
      targetAlpha === 0 ? 0 : ta + whole,
      tal + whole,
      sy + whole,
      sy + lumaStride + whole,
      su + h,
      sv + h,
      alpha === 0 ? 0 : sa + whole,
      sa + alphaStride + whole,
      opacity,
    );
    copyIn(ty + whole, scratch, rest);
    copyIn(tl + whole, scratch + 8, rest);
    copyIn(tu + h, scratch + 16, half);
    copyIn(tv + h, scratch + 24, half);
  }
}
