// The picture kernels in AssemblyScript with SIMD. What each does, to the bit, is said by its twin in ../kernels.ts;
// the tests compare the two. Pointers are byte offsets; 64 bytes after each area may be read, never written.

/** The high part of a·b in Q15, rounded, as i16x8.q15mulr_sat_s computes it for what cannot overflow. */
// @ts-ignore: decorator
@inline
function q15(a: i32, b: i32): i32 {
  return (a * b + 0x4000) >> 15;
}

// @ts-ignore: decorator
@inline
function saturate16(value: i32): i32 {
  return min(max(value, -32768), 32767);
}

// @ts-ignore: decorator
@inline
function byte(value: i32): u8 {
  return <u8>min(max(value, 0), 255);
}

// @ts-ignore: decorator
@inline
function q15x8(a: v128, b: v128): v128 {
  return i16x8.q15mulr_sat_s(a, b);
}

// @ts-ignore: decorator
@inline
function centred(chroma: v128): v128 {
  return i16x8.shl(i16x8.sub(chroma, i16x8.splat(128)), 7);
}

// @ts-ignore: decorator
@inline
function rounded(value: v128): v128 {
  return i16x8.shr_s(i16x8.add_sat_s(value, i16x8.splat(64)), 7);
}

// @ts-ignore: decorator
@inline
function recodeLuma(luma: v128, gain: v128, offset: v128, delta: v128): v128 {
  const wide = i16x8.shl(luma, 7);
  return rounded(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(wide, q15x8(wide, gain)), offset), delta));
}

// @ts-ignore: decorator
@inline
function recodeRow(at: usize, gain: v128, offset: v128, low: v128, high: v128): void {
  // Each chroma sample's change of luma counts for two neighbours.
  const a0 = i8x16.shuffle(low, low, 0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7);
  const a1 = i8x16.shuffle(low, low, 8, 9, 8, 9, 10, 11, 10, 11, 12, 13, 12, 13, 14, 15, 14, 15);
  const b0 = i8x16.shuffle(high, high, 0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7);
  const b1 = i8x16.shuffle(high, high, 8, 9, 8, 9, 10, 11, 10, 11, 12, 13, 12, 13, 14, 15, 14, 15);
  const first = v128.load(at);
  const second = v128.load(at, 16);
  v128.store(
    at,
    i8x16.narrow_i16x8_u(
      recodeLuma(i16x8.extend_low_i8x16_u(first), gain, offset, a0),
      recodeLuma(i16x8.extend_high_i8x16_u(first), gain, offset, a1),
    ),
  );
  v128.store(
    at,
    i8x16.narrow_i16x8_u(
      recodeLuma(i16x8.extend_low_i8x16_u(second), gain, offset, b0),
      recodeLuma(i16x8.extend_high_i8x16_u(second), gain, offset, b1),
    ),
    16,
  );
}

// @ts-ignore: decorator
@inline
function recodeOne(at: usize, gain: i32, offset: i32, delta: i32): void {
  const wide = (<i32>load<u8>(at)) << 7;
  const sum = saturate16(saturate16(saturate16(wide + q15(wide, gain)) + offset) + delta);
  store<u8>(at, byte(saturate16(sum + 64) >> 7));
}

export function recode(
  y: usize,
  u: usize,
  v: usize,
  lumaStride: i32,
  chromaStride: i32,
  width: i32,
  height: i32,
  lumaGain: i32,
  lumaOffset: i32,
  lumaU: i32,
  lumaV: i32,
  uGain: i32,
  uV: i32,
  vU: i32,
  vGain: i32,
): void {
  const gain = i16x8.splat(<i16>lumaGain);
  const offset = i16x8.splat(<i16>lumaOffset);
  const yu = i16x8.splat(<i16>lumaU);
  const yv = i16x8.splat(<i16>lumaV);
  const uu = i16x8.splat(<i16>uGain);
  const uv = i16x8.splat(<i16>uV);
  const vu = i16x8.splat(<i16>vU);
  const vv = i16x8.splat(<i16>vGain);
  const neutral = i16x8.splat(128);
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  for (let row = 0; row < rows; row++) {
    const rowY = y + 2 * row * lumaStride;
    const rowU = u + row * chromaStride;
    const rowV = v + row * chromaStride;
    const two = 2 * row + 1 < height;
    let c = 0;
    for (; c + 16 <= columns && 2 * c + 32 <= width; c += 16) {
      const us = v128.load(rowU + c);
      const vs = v128.load(rowV + c);
      const u0 = centred(i16x8.extend_low_i8x16_u(us));
      const u1 = centred(i16x8.extend_high_i8x16_u(us));
      const v0 = centred(i16x8.extend_low_i8x16_u(vs));
      const v1 = centred(i16x8.extend_high_i8x16_u(vs));
      const low = i16x8.add_sat_s(q15x8(u0, yu), q15x8(v0, yv));
      const high = i16x8.add_sat_s(q15x8(u1, yu), q15x8(v1, yv));
      recodeRow(rowY + 2 * c, gain, offset, low, high);
      if (two) recodeRow(rowY + lumaStride + 2 * c, gain, offset, low, high);
      const newU0 = i16x8.add_sat_s(i16x8.add_sat_s(u0, q15x8(u0, uu)), q15x8(v0, uv));
      const newU1 = i16x8.add_sat_s(i16x8.add_sat_s(u1, q15x8(u1, uu)), q15x8(v1, uv));
      const newV0 = i16x8.add_sat_s(i16x8.add_sat_s(v0, q15x8(v0, vv)), q15x8(u0, vu));
      const newV1 = i16x8.add_sat_s(i16x8.add_sat_s(v1, q15x8(v1, vv)), q15x8(u1, vu));
      v128.store(
        rowU + c,
        i8x16.narrow_i16x8_u(i16x8.add(rounded(newU0), neutral), i16x8.add(rounded(newU1), neutral)),
      );
      v128.store(
        rowV + c,
        i8x16.narrow_i16x8_u(i16x8.add(rounded(newV0), neutral), i16x8.add(rounded(newV1), neutral)),
      );
    }
    for (; c < columns; c++) {
      const cu = ((<i32>load<u8>(rowU + c)) - 128) << 7;
      const cv = ((<i32>load<u8>(rowV + c)) - 128) << 7;
      const delta = saturate16(q15(cu, lumaU) + q15(cv, lumaV));
      recodeOne(rowY + 2 * c, lumaGain, lumaOffset, delta);
      if (2 * c + 1 < width) recodeOne(rowY + 2 * c + 1, lumaGain, lumaOffset, delta);
      if (two) {
        recodeOne(rowY + lumaStride + 2 * c, lumaGain, lumaOffset, delta);
        if (2 * c + 1 < width) recodeOne(rowY + lumaStride + 2 * c + 1, lumaGain, lumaOffset, delta);
      }
      const newU = saturate16(saturate16(cu + q15(cu, uGain)) + q15(cv, uV));
      const newV = saturate16(saturate16(cv + q15(cv, vGain)) + q15(cu, vU));
      store<u8>(rowU + c, byte((saturate16(newU + 64) >> 7) + 128));
      store<u8>(rowV + c, byte((saturate16(newV + 64) >> 7) + 128));
    }
  }
}

export function deinterleave(source: usize, u: usize, v: usize, count: i32): void {
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const a = v128.load(source + 2 * i);
    const b = v128.load(source + 2 * i, 16);
    v128.store(u + i, i8x16.shuffle(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30));
    v128.store(v + i, i8x16.shuffle(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31));
  }
  for (; i < count; i++) {
    store<u8>(u + i, load<u8>(source + 2 * i));
    store<u8>(v + i, load<u8>(source + 2 * i, 1));
  }
}

export function halve(source: usize, stride: i32, target: usize, width: i32, height: i32): void {
  const two = i16x8.splat(2);
  for (let row = 0; row < height; row++) {
    const above = source + 2 * row * stride;
    const below = above + stride;
    const out = target + row * width;
    let i = 0;
    for (; i + 16 <= width; i += 16) {
      const a = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(above + 2 * i)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(below + 2 * i)),
      );
      const b = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(above + 2 * i, 16)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(below + 2 * i, 16)),
      );
      v128.store(
        out + i,
        i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(a, two), 2), i16x8.shr_u(i16x8.add(b, two), 2)),
      );
    }
    for (; i < width; i++) {
      const a = above + 2 * i;
      const b = below + 2 * i;
      const sum = <i32>load<u8>(a) + <i32>load<u8>(a, 1) + <i32>load<u8>(b) + <i32>load<u8>(b, 1);
      store<u8>(out + i, <u8>((sum + 2) >> 2));
    }
  }
}

// @ts-ignore: decorator
@inline
function blend(a: v128, b: v128, weight: v128): v128 {
  const rest = i16x8.sub(i16x8.splat(256), weight);
  return i16x8.shr_u(i16x8.add(i16x8.add(i16x8.mul(a, rest), i16x8.mul(b, weight)), i16x8.splat(128)), 8);
}

export function scale(
  source: usize,
  sourceStride: i32,
  sourceWidth: i32,
  target: usize,
  targetStride: i32,
  targetWidth: i32,
  targetHeight: i32,
  columns: usize,
  rows: usize,
  line: usize,
): void {
  for (let row = 0; row < targetHeight; row++) {
    const above = source + load<i32>(rows + 12 * row) * sourceStride;
    const below = source + load<i32>(rows + 12 * row, 4) * sourceStride;
    const down = load<i32>(rows + 12 * row, 8);
    let from = above;
    if (down !== 0) {
      from = line;
      const weight = i16x8.splat(<i16>down);
      for (let i = 0; i < sourceWidth; i += 16) {
        const a = v128.load(above + i);
        const b = v128.load(below + i);
        v128.store(
          line + i,
          i8x16.narrow_i16x8_u(
            blend(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), weight),
            blend(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), weight),
          ),
        );
      }
    }
    const out = target + row * targetStride;
    let group = columns;
    for (let i = 0; i < targetWidth; i += 8) {
      const pixels = v128.load(from + load<i32>(group));
      const left = i16x8.extend_low_i8x16_u(i8x16.swizzle(pixels, v128.load64_zero(group, 16)));
      const right = i16x8.extend_low_i8x16_u(i8x16.swizzle(pixels, v128.load64_zero(group, 24)));
      const mixed = blend(left, right, v128.load(group, 32));
      const bytes = i8x16.narrow_i16x8_u(mixed, mixed);
      if (i + 8 <= targetWidth) {
        v128.store64_lane(out + i, bytes, 0);
      } else {
        let rest = i64x2.extract_lane(bytes, 0);
        for (let k = i; k < targetWidth; k++) {
          store<u8>(out + k, <u8>rest);
          rest >>= 8;
        }
      }
      group += 48;
    }
  }
}

// @ts-ignore: decorator
@inline
function channel(a: v128, b: v128, shift: i32): v128 {
  const mask = i32x4.splat(255);
  return i16x8.narrow_i32x4_s(v128.and(i32x4.shr_u(a, shift), mask), v128.and(i32x4.shr_u(b, shift), mask));
}

// @ts-ignore: decorator
@inline
function rgbLuma(r: v128, g: v128, b: v128): v128 {
  const sum = i16x8.add(
    i16x8.add(q15x8(i16x8.shl(r, 7), i16x8.splat(5983)), q15x8(i16x8.shl(g, 7), i16x8.splat(20127))),
    q15x8(i16x8.shl(b, 7), i16x8.splat(2032)),
  );
  return i16x8.shr_s(i16x8.add(sum, i16x8.splat(2112)), 7);
}

// @ts-ignore: decorator
@inline
function pairs(top0: v128, top1: v128, low0: v128, low1: v128): v128 {
  const sum = i16x8.narrow_i32x4_s(
    i32x4.extadd_pairwise_i16x8_s(i16x8.add(top0, low0)),
    i32x4.extadd_pairwise_i16x8_s(i16x8.add(top1, low1)),
  );
  return i16x8.shl(sum, 5);
}

// @ts-ignore: decorator
@inline
function rgbChroma(r: v128, g: v128, b: v128, cr: i16, cg: i16, cb: i16): v128 {
  const sum = i16x8.add(
    i16x8.add(q15x8(r, i16x8.splat(cr)), q15x8(g, i16x8.splat(cg))),
    q15x8(b, i16x8.splat(cb)),
  );
  return i16x8.shr_s(i16x8.add(sum, i16x8.splat(16448)), 7);
}

export function fromRgb(
  source: usize,
  stride: i32,
  y: usize,
  u: usize,
  v: usize,
  width: i32,
  height: i32,
  redShift: i32,
): void {
  const blueShift = 16 - redShift;
  for (let row = 0; row < height; row += 2) {
    const top = source + row * stride;
    const low = top + stride;
    const topY = y + row * width;
    const lowY = topY + width;
    const rowU = u + (row >> 1) * (width >> 1);
    const rowV = v + (row >> 1) * (width >> 1);
    let i = 0;
    for (; i + 16 <= width; i += 16) {
      const t0 = v128.load(top + 4 * i);
      const t1 = v128.load(top + 4 * i, 16);
      const t2 = v128.load(top + 4 * i, 32);
      const t3 = v128.load(top + 4 * i, 48);
      const l0 = v128.load(low + 4 * i);
      const l1 = v128.load(low + 4 * i, 16);
      const l2 = v128.load(low + 4 * i, 32);
      const l3 = v128.load(low + 4 * i, 48);
      const tr0 = channel(t0, t1, redShift);
      const tr1 = channel(t2, t3, redShift);
      const tg0 = channel(t0, t1, 8);
      const tg1 = channel(t2, t3, 8);
      const tb0 = channel(t0, t1, blueShift);
      const tb1 = channel(t2, t3, blueShift);
      const lr0 = channel(l0, l1, redShift);
      const lr1 = channel(l2, l3, redShift);
      const lg0 = channel(l0, l1, 8);
      const lg1 = channel(l2, l3, 8);
      const lb0 = channel(l0, l1, blueShift);
      const lb1 = channel(l2, l3, blueShift);
      v128.store(topY + i, i8x16.narrow_i16x8_u(rgbLuma(tr0, tg0, tb0), rgbLuma(tr1, tg1, tb1)));
      v128.store(lowY + i, i8x16.narrow_i16x8_u(rgbLuma(lr0, lg0, lb0), rgbLuma(lr1, lg1, lb1)));
      const r = pairs(tr0, tr1, lr0, lr1);
      const g = pairs(tg0, tg1, lg0, lg1);
      const b = pairs(tb0, tb1, lb0, lb1);
      const us = rgbChroma(r, g, b, -3298, -11094, 14392);
      const vs = rgbChroma(r, g, b, 14392, -13073, -1320);
      v128.store64_lane(rowU + (i >> 1), i8x16.narrow_i16x8_u(us, us), 0);
      v128.store64_lane(rowV + (i >> 1), i8x16.narrow_i16x8_u(vs, vs), 0);
    }
    for (; i < width; i += 2) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < 4; k++) {
        const below = k >> 1;
        const x = i + (k & 1);
        const pixel = load<u32>((below ? low : top) + 4 * x);
        const pr = (pixel >> redShift) & 255;
        const pg = (pixel >> 8) & 255;
        const pb = (pixel >> blueShift) & 255;
        const luma = q15(pr << 7, 5983) + q15(pg << 7, 20127) + q15(pb << 7, 2032);
        store<u8>((below ? lowY : topY) + x, byte((luma + 2112) >> 7));
        r += pr;
        g += pg;
        b += pb;
      }
      const cu = q15(r << 5, -3298) + q15(g << 5, -11094) + q15(b << 5, 14392);
      const cv = q15(r << 5, 14392) + q15(g << 5, -13073) + q15(b << 5, -1320);
      store<u8>(rowU + (i >> 1), byte((cu + 16448) >> 7));
      store<u8>(rowV + (i >> 1), byte((cv + 16448) >> 7));
    }
  }
}
