// The integer arithmetic of the filters' kernels, as in ../twins/arithmetic.ts, for one value or for vectors of them.

// @ts-ignore: decorator
@inline
export function clamped(value: i32, low: i32, high: i32): i32 {
  return min(max(value, low), high);
}

// @ts-ignore: decorator
@inline
export function highPart(a: i32, b: i32): i32 {
  return (a * b + 0x4000) >> 15;
}

// @ts-ignore: decorator
@inline
export function weightOf(value: i32): i32 {
  return (value << 7) + (value >> 1);
}

// @ts-ignore: decorator
@inline
export function partOf(difference: i32, q: i32): i32 {
  return (highPart(difference << 7, q) + 64) >> 7;
}

// @ts-ignore: decorator
@inline
export function weightsOf(values: v128): v128 {
  return i16x8.add(i16x8.shl(values, 7), i16x8.shr_u(values, 1));
}

// @ts-ignore: decorator
@inline
export function partsOf(differences: v128, q: v128): v128 {
  return i16x8.shr_s(i16x8.add(i16x8.q15mulr_sat_s(i16x8.shl(differences, 7), q), i16x8.splat(64)), 7);
}

/** Stores the first `count` bytes, at most 16. */
// @ts-ignore: decorator
@inline
export function storePart(at: usize, bytes: v128, count: i32): void {
  if (count >= 16) {
    v128.store(at, bytes);
    return;
  }
  storeRest(at, i64x2.extract_lane(bytes, 0), i64x2.extract_lane(bytes, 1), count);
}

function storeRest(at: usize, low: i64, high: i64, count: i32): void {
  let rest = low;
  for (let k = 0; k < count; k++) {
    if (k === 8) rest = high;
    store<u8>(at + k, <u8>rest);
    rest >>= 8;
  }
}

/** Means of four of each two columns of two rows, for 8 blocks. */
// @ts-ignore: decorator
@inline
export function meansOfFour(above: usize, below: usize): v128 {
  const sum = i16x8.add(
    i16x8.extadd_pairwise_i8x16_u(v128.load(above)),
    i16x8.extadd_pairwise_i8x16_u(v128.load(below)),
  );
  return i16x8.shr_u(i16x8.add(sum, i16x8.splat(2)), 2);
}

/** The mean of a block in the last column of an odd picture. */
// @ts-ignore: decorator
@inline
export function meanAtEdge(above: usize, below: usize): i32 {
  return (2 * <i32>load<u8>(above) + 2 * <i32>load<u8>(below) + 2) >> 2;
}
