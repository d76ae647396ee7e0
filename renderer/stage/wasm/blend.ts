// Laying planes over planes. What each does, to the bit, is said by its twin in ../blending.ts.

/** x / 255, rounded, for 0…65025. */
// @ts-ignore: decorator
@inline
function by255(x: u32): u32 {
  return (x + 128 + ((x + 128) >> 8)) >> 8;
}

// @ts-ignore: decorator
@inline
function by255x8(x: v128): v128 {
  const raised = i16x8.add(x, i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(raised, i16x8.shr_u(raised, 8)), 8);
}

/** Weakens a premultiplied value towards its black. */
// @ts-ignore: decorator
@inline
function weakened(value: v128, black: v128, opacity: v128): v128 {
  const rest = i16x8.sub(i16x8.splat(255), opacity);
  return by255x8(i16x8.add(i16x8.mul(value, opacity), i16x8.mul(black, rest)));
}

// @ts-ignore: decorator
@inline
function laid(under: v128, value: v128, alpha: v128, black: v128): v128 {
  const rest = i16x8.sub(i16x8.splat(255), alpha);
  const kept = by255x8(i16x8.add(i16x8.mul(under, rest), i16x8.mul(black, alpha)));
  return i16x8.add(kept, i16x8.sub(value, black));
}

// @ts-ignore: decorator
@inline
function laidOne(under: u32, value: u32, alpha: u32, black: u32, opacity: u32): u8 {
  const strength = by255(alpha * opacity);
  const weak = <i32>by255(value * opacity + black * (255 - opacity));
  const kept = <i32>by255(under * (255 - strength) + black * strength);
  return <u8>min(max(kept + weak - <i32>black, 0), 255);
}

export function copy(source: usize, sourceStride: i32, target: usize, targetStride: i32, width: i32, height: i32): void {
  if (sourceStride === width && targetStride === width) {
    memory.copy(target, source, width * height);
    return;
  }
  for (let row = 0; row < height; row++) memory.copy(target + row * targetStride, source + row * sourceStride, width);
}

export function fill(target: usize, stride: i32, width: i32, height: i32, value: i32): void {
  for (let row = 0; row < height; row++) memory.fill(target + row * stride, <u8>value, width);
}

export function same(a: usize, b: usize, bytes: i32): i32 {
  let i = 0;
  for (; i + 64 <= bytes; i += 64) {
    const one = v128.or(
      v128.xor(v128.load(a + i), v128.load(b + i)),
      v128.xor(v128.load(a + i, 16), v128.load(b + i, 16)),
    );
    const two = v128.or(
      v128.xor(v128.load(a + i, 32), v128.load(b + i, 32)),
      v128.xor(v128.load(a + i, 48), v128.load(b + i, 48)),
    );
    if (v128.any_true(v128.or(one, two))) return 0;
  }
  for (; i < bytes; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return 0;
  return 1;
}

export function over(
  source: usize,
  sourceStride: i32,
  target: usize,
  targetStride: i32,
  alpha: usize,
  alphaStride: i32,
  width: i32,
  height: i32,
  black: i32,
  opacity: i32,
): void {
  const blacks = i16x8.splat(<i16>black);
  const opacities = i16x8.splat(<i16>opacity);
  for (let row = 0; row < height; row++) {
    const from = source + row * sourceStride;
    const to = target + row * targetStride;
    const strengths = alpha + row * alphaStride;
    let i = 0;
    for (; i + 16 <= width; i += 16) {
      const a = alpha === 0 ? i8x16.splat(-1) : v128.load(strengths + i);
      if (!v128.any_true(a)) continue;
      const t = v128.load(to + i);
      const s = v128.load(from + i);
      let low = i16x8.extend_low_i8x16_u(s);
      let high = i16x8.extend_high_i8x16_u(s);
      let lowAlpha = i16x8.extend_low_i8x16_u(a);
      let highAlpha = i16x8.extend_high_i8x16_u(a);
      if (opacity !== 255) {
        low = weakened(low, blacks, opacities);
        high = weakened(high, blacks, opacities);
        lowAlpha = by255x8(i16x8.mul(lowAlpha, opacities));
        highAlpha = by255x8(i16x8.mul(highAlpha, opacities));
      }
      const result = i8x16.narrow_i16x8_u(
        laid(i16x8.extend_low_i8x16_u(t), low, lowAlpha, blacks),
        laid(i16x8.extend_high_i8x16_u(t), high, highAlpha, blacks),
      );
      v128.store(to + i, v128.bitselect(t, result, i8x16.eq(a, i8x16.splat(0))));
    }
    for (; i < width; i++) {
      const a: u32 = alpha === 0 ? 255 : load<u8>(strengths + i);
      if (a === 0) continue;
      store<u8>(to + i, laidOne(load<u8>(to + i), load<u8>(from + i), a, black, opacity));
    }
  }
}

export function overChroma(
  source: usize,
  sourceStride: i32,
  target: usize,
  targetStride: i32,
  alpha: usize,
  alphaStride: i32,
  width: i32,
  height: i32,
  opacity: i32,
): void {
  const neutral = i16x8.splat(128);
  const two = i16x8.splat(2);
  const opacities = i16x8.splat(<i16>opacity);
  for (let row = 0; row < height; row++) {
    const from = source + row * sourceStride;
    const to = target + row * targetStride;
    const above = alpha + 2 * row * alphaStride;
    const below = above + alphaStride;
    let i = 0;
    for (; i + 8 <= width; i += 8) {
      let a = i16x8.splat(255);
      if (alpha !== 0) {
        const top = v128.load(above + 2 * i);
        const low = v128.load(below + 2 * i);
        if (!v128.any_true(v128.or(top, low))) continue;
        const sum = i16x8.add(i16x8.extadd_pairwise_i8x16_u(top), i16x8.extadd_pairwise_i8x16_u(low));
        a = i16x8.shr_u(i16x8.add(sum, two), 2);
      }
      const raw = a;
      let s = i16x8.extend_low_i8x16_u(v128.load64_zero(from + i));
      if (opacity !== 255) {
        s = weakened(s, neutral, opacities);
        a = by255x8(i16x8.mul(a, opacities));
      }
      const t = i16x8.extend_low_i8x16_u(v128.load64_zero(to + i));
      const mixed = v128.bitselect(t, laid(t, s, a, neutral), i16x8.eq(raw, i16x8.splat(0)));
      v128.store64_lane(to + i, i8x16.narrow_i16x8_u(mixed, mixed), 0);
    }
    for (; i < width; i++) {
      let a: u32 = 255;
      if (alpha !== 0) {
        const top = above + 2 * i;
        const low = below + 2 * i;
        const sum = <u32>load<u8>(top) + <u32>load<u8>(top, 1) + <u32>load<u8>(low) + <u32>load<u8>(low, 1);
        a = (sum + 2) >> 2;
        if (a === 0) continue;
      }
      store<u8>(to + i, laidOne(load<u8>(to + i), load<u8>(from + i), a, 128, opacity));
    }
  }
}

export function premultiplyLuma(
  y: usize,
  stride: i32,
  alpha: usize,
  alphaStride: i32,
  width: i32,
  height: i32,
): void {
  const black = i16x8.splat(16);
  for (let row = 0; row < height; row++) {
    const at = y + row * stride;
    const strengths = alpha + row * alphaStride;
    let i = 0;
    for (; i + 16 <= width; i += 16) {
      const value = v128.load(at + i);
      const a = v128.load(strengths + i);
      v128.store(
        at + i,
        i8x16.narrow_i16x8_u(
          weakened(i16x8.extend_low_i8x16_u(value), black, i16x8.extend_low_i8x16_u(a)),
          weakened(i16x8.extend_high_i8x16_u(value), black, i16x8.extend_high_i8x16_u(a)),
        ),
      );
    }
    for (; i < width; i++) {
      const a: u32 = load<u8>(strengths + i);
      store<u8>(at + i, <u8>by255(<u32>load<u8>(at + i) * a + 16 * (255 - a)));
    }
  }
}

export function premultiplyChroma(
  plane: usize,
  stride: i32,
  alpha: usize,
  alphaStride: i32,
  width: i32,
  height: i32,
): void {
  const neutral = i16x8.splat(128);
  const two = i16x8.splat(2);
  for (let row = 0; row < height; row++) {
    const at = plane + row * stride;
    const above = alpha + 2 * row * alphaStride;
    const below = above + alphaStride;
    let i = 0;
    for (; i + 8 <= width; i += 8) {
      const sum = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(above + 2 * i)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(below + 2 * i)),
      );
      const a = i16x8.shr_u(i16x8.add(sum, two), 2);
      const value = weakened(i16x8.extend_low_i8x16_u(v128.load64_zero(at + i)), neutral, a);
      v128.store64_lane(at + i, i8x16.narrow_i16x8_u(value, value), 0);
    }
    for (; i < width; i++) {
      const top = above + 2 * i;
      const low = below + 2 * i;
      const a =
        (<u32>load<u8>(top) + <u32>load<u8>(top, 1) + <u32>load<u8>(low) + <u32>load<u8>(low, 1) + 2) >> 2;
      store<u8>(at + i, <u8>by255(<u32>load<u8>(at + i) * a + 128 * (255 - a)));
    }
  }
}

export function mix(a: usize, b: usize, target: usize, bytes: i32, weight: i32): void {
  const gains = i16x8.splat(<i16>weight);
  const rests = i16x8.splat(<i16>(255 - weight));
  let i = 0;
  for (; i + 16 <= bytes; i += 16) {
    const left = v128.load(a + i);
    const right = v128.load(b + i);
    const low = i16x8.add(
      i16x8.mul(i16x8.extend_low_i8x16_u(left), rests),
      i16x8.mul(i16x8.extend_low_i8x16_u(right), gains),
    );
    const high = i16x8.add(
      i16x8.mul(i16x8.extend_high_i8x16_u(left), rests),
      i16x8.mul(i16x8.extend_high_i8x16_u(right), gains),
    );
    v128.store(target + i, i8x16.narrow_i16x8_u(by255x8(low), by255x8(high)));
  }
  for (; i < bytes; i++) {
    store<u8>(target + i, <u8>by255(<u32>load<u8>(a + i) * (255 - weight) + <u32>load<u8>(b + i) * weight));
  }
}
