// Keying by colour: what of a picture is screen. ../twins/key.ts says what each does, to the bit.
import { meanAtEdge, meansOfFour, storePart } from "./arithmetic";

const SURVEYED = 16;
const ACCEPTANCE: f32 = 0.7;

// @ts-ignore: decorator
@inline
function ramped(steps: v128): v128 {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.add(steps, f32x4.splat(0.5)));
  return i32x4.min_s(i32x4.max_s(whole, i32x4.splat(0)), i32x4.splat(255));
}

/** Alpha of four samples by their distance from the key. */
// @ts-ignore: decorator
@inline
function alphaAt(du: v128, dv: v128, similarity: v128, ramp: v128): v128 {
  const distance = f32x4.sqrt(f32x4.add(f32x4.mul(du, du), f32x4.mul(dv, dv)));
  return ramped(f32x4.mul(f32x4.sub(distance, similarity), ramp));
}

// @ts-ignore: decorator
@inline
function screenAt(us: v128, vs: v128, keyU: v128, keyV: v128, similarity: v128, ramp: v128): v128 {
  const u = f32x4.sub(f32x4.convert_i32x4_s(us), keyU);
  const v = f32x4.sub(f32x4.convert_i32x4_s(vs), keyV);
  return i32x4.sub(i32x4.splat(255), alphaAt(u, v, similarity, ramp));
}

// @ts-ignore: decorator
@inline
function sum(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3)
  );
}

export function survey(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  width: i32,
  height: i32,
  keyU: f32,
  keyV: f32,
  similarity: f32,
  ramp: f32,
  luma: usize,
  stride: i32,
  sums: usize,
): void {
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  const whole = width >> 1;
  const ku = f32x4.splat(keyU);
  const kv = f32x4.splat(keyV);
  const ks = f32x4.splat(similarity);
  const kr = f32x4.splat(ramp);
  const ones = i16x8.splat(1);
  const iota = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  let square = sums;
  for (let top = 0; top < rows; top += SURVEYED) {
    for (let column = 0; column < columns; column += SURVEYED) {
      let weights = i32x4.splat(0);
      let lumas = i32x4.splat(0);
      let us = i32x4.splat(0);
      let vs = i32x4.splat(0);
      const there = i8x16.lt_s(iota, i8x16.splat(<i8>min(columns - column, 16)));
      for (let row = top; row < min(top + SURVEYED, rows); row++) {
        const above = y + 2 * row * lumaStride + 2 * column;
        const below = 2 * row + 1 < height ? above + lumaStride : above;
        const to = luma + row * stride + column;
        storePart(to, i8x16.narrow_i16x8_u(meansOfFour(above, below), meansOfFour(above + 16, below + 16)), whole - column);
        const last = width - 1 - 2 * column;
        if ((width & 1) === 1 && last < 32) store<u8>(to + (last >> 1), <u8>meanAtEdge(above + last, below + last));
        const ub = v128.load(u + row * chromaStride + column);
        const vb = v128.load(v + row * chromaStride + column);
        const yb = v128.load(to);
        const u0 = i16x8.extend_low_i8x16_u(ub);
        const u1 = i16x8.extend_high_i8x16_u(ub);
        const v0 = i16x8.extend_low_i8x16_u(vb);
        const v1 = i16x8.extend_high_i8x16_u(vb);
        const first = i16x8.narrow_i32x4_s(
          screenAt(i32x4.extend_low_i16x8_s(u0), i32x4.extend_low_i16x8_s(v0), ku, kv, ks, kr),
          screenAt(i32x4.extend_high_i16x8_s(u0), i32x4.extend_high_i16x8_s(v0), ku, kv, ks, kr),
        );
        const second = i16x8.narrow_i32x4_s(
          screenAt(i32x4.extend_low_i16x8_s(u1), i32x4.extend_low_i16x8_s(v1), ku, kv, ks, kr),
          screenAt(i32x4.extend_high_i16x8_s(u1), i32x4.extend_high_i16x8_s(v1), ku, kv, ks, kr),
        );
        const w0 = v128.and(first, i16x8.extend_low_i8x16_s(there));
        const w1 = v128.and(second, i16x8.extend_high_i8x16_s(there));
        weights = i32x4.add(weights, i32x4.add(i32x4.dot_i16x8_s(w0, ones), i32x4.dot_i16x8_s(w1, ones)));
        lumas = i32x4.add(
          lumas,
          i32x4.add(
            i32x4.dot_i16x8_s(w0, i16x8.extend_low_i8x16_u(yb)),
            i32x4.dot_i16x8_s(w1, i16x8.extend_high_i8x16_u(yb)),
          ),
        );
        us = i32x4.add(us, i32x4.add(i32x4.dot_i16x8_s(w0, u0), i32x4.dot_i16x8_s(w1, u1)));
        vs = i32x4.add(vs, i32x4.add(i32x4.dot_i16x8_s(w0, v0), i32x4.dot_i16x8_s(w1, v1)));
      }
      store<i32>(square, sum(weights));
      store<i32>(square, sum(lumas), 4);
      store<i32>(square, sum(us), 8);
      store<i32>(square, sum(vs), 12);
      square += 16;
    }
  }
}

/** Four samples' alpha, and above it their light. */
// @ts-ignore: decorator
@inline
function separated(
  u: v128,
  v: v128,
  plates: v128,
  keyDistance: v128,
  similarity: v128,
  ramp: v128,
  alongU: v128,
  alongV: v128,
  screenDistance: v128,
  suppression: v128,
): v128 {
  const grey = f32x4.splat(128);
  const cu = f32x4.sub(f32x4.convert_i32x4_s(u), grey);
  const cv = f32x4.sub(f32x4.convert_i32x4_s(v), grey);
  const plate = f32x4.mul(f32x4.convert_i32x4_s(plates), f32x4.splat(1 / 128));
  const along = f32x4.add(f32x4.mul(cu, alongU), f32x4.mul(cv, alongV));
  const across = f32x4.sub(f32x4.mul(cv, alongU), f32x4.mul(cu, alongV));
  const near = f32x4.sub(keyDistance, f32x4.mul(f32x4.div(along, plate), screenDistance));
  const alpha = alphaAt(near, f32x4.mul(across, screenDistance), similarity, ramp);
  const aside = f32x4.mul(f32x4.abs(across), f32x4.splat(ACCEPTANCE));
  const lit = f32x4.mul(f32x4.sub(along, aside), suppression);
  const rest = f32x4.convert_i32x4_s(i32x4.sub(i32x4.splat(255), alpha));
  const behind = f32x4.mul(f32x4.mul(rest, f32x4.splat(1.0 / 255.0)), plate);
  const light = f32x4.max(f32x4.max(f32x4.splat(0), lit), behind);
  return v128.or(alpha, i32x4.shl(ramped(f32x4.mul(light, f32x4.splat(128))), 16));
}

export function separate(
  u: usize,
  v: usize,
  chromaStride: i32,
  width: i32,
  height: i32,
  keyDistance: f32,
  similarity: f32,
  ramp: f32,
  alongU: f32,
  alongV: f32,
  screenDistance: f32,
  suppression: f32,
  plate: usize,
  alpha: usize,
  light: usize,
  stride: i32,
): void {
  const columns = (width + 1) >> 1;
  const kd = f32x4.splat(keyDistance);
  const ks = f32x4.splat(similarity);
  const kr = f32x4.splat(ramp);
  const au = f32x4.splat(alongU);
  const av = f32x4.splat(alongV);
  const sd = f32x4.splat(screenDistance);
  const ss = f32x4.splat(suppression);
  const alphas = i32x4.splat(0xffff);
  for (let row = 0; row < (height + 1) >> 1; row++) {
    for (let i = 0; i < columns; i += 8) {
      const us = i16x8.extend_low_i8x16_u(v128.load64_zero(u + row * chromaStride + i));
      const vs = i16x8.extend_low_i8x16_u(v128.load64_zero(v + row * chromaStride + i));
      const plates = i16x8.extend_low_i8x16_u(v128.load64_zero(plate + row * stride + i));
      const a = separated(
        i32x4.extend_low_i16x8_s(us),
        i32x4.extend_low_i16x8_s(vs),
        i32x4.extend_low_i16x8_s(plates),
        kd,
        ks,
        kr,
        au,
        av,
        sd,
        ss,
      );
      const b = separated(
        i32x4.extend_high_i16x8_s(us),
        i32x4.extend_high_i16x8_s(vs),
        i32x4.extend_high_i16x8_s(plates),
        kd,
        ks,
        kr,
        au,
        av,
        sd,
        ss,
      );
      const alphaBytes = i16x8.narrow_i32x4_s(v128.and(a, alphas), v128.and(b, alphas));
      const lightBytes = i16x8.narrow_i32x4_s(i32x4.shr_u(a, 16), i32x4.shr_u(b, 16));
      const both = i8x16.narrow_i16x8_u(alphaBytes, lightBytes);
      storePart(alpha + row * stride + i, both, min(columns - i, 8));
      storePart(light + row * stride + i, i8x16.shuffle(both, both, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15), min(columns - i, 8));
    }
  }
}
