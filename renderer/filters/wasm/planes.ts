// Work on single planes; ../twins/planes.ts says what each does, to the bit.
import { clamped, highPart, storePart } from "./arithmetic";

// @ts-ignore: decorator
@inline
function meanOf(a: usize, b: usize, right: i32): i32 {
  return (<i32>load<u8>(a) + <i32>load<u8>(a + right) + <i32>load<u8>(b) + <i32>load<u8>(b + right) + 2) >> 2;
}

export function average(
  source: usize,
  stride: i32,
  sourceWidth: i32,
  sourceHeight: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  right: i32,
  below: i32,
): void {
  // The last column has no neighbour.
  const whole = min(width, sourceWidth - right);
  const two = i16x8.splat(2);
  for (let row = 0; row < height; row++) {
    const a = source + row * stride;
    const b = source + min(row + below, sourceHeight - 1) * stride;
    const out = target + row * targetStride;
    for (let i = 0; i < whole; i += 16) {
      const a0 = v128.load(a + i);
      const a1 = v128.load(a + i + right);
      const b0 = v128.load(b + i);
      const b1 = v128.load(b + i + right);
      const low = i16x8.add(
        i16x8.add(i16x8.extend_low_i8x16_u(a0), i16x8.extend_low_i8x16_u(a1)),
        i16x8.add(i16x8.extend_low_i8x16_u(b0), i16x8.extend_low_i8x16_u(b1)),
      );
      const high = i16x8.add(
        i16x8.add(i16x8.extend_high_i8x16_u(a0), i16x8.extend_high_i8x16_u(a1)),
        i16x8.add(i16x8.extend_high_i8x16_u(b0), i16x8.extend_high_i8x16_u(b1)),
      );
      storePart(
        out + i,
        i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(low, two), 2), i16x8.shr_u(i16x8.add(high, two), 2)),
        whole - i,
      );
    }
    if (whole < width) store<u8>(out + whole, <u8>meanOf(a + whole, b + whole, 0));
  }
}

export function map(
  source: usize,
  stride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  table: usize,
): void {
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < width; i += 16) {
      const values = v128.load(source + row * stride + i);
      let found = i8x16.splat(0);
      // A swizzle gives 0 for what is not in its sixteenth of the table.
      for (let k = 0; k < 256; k += 16) {
        const places = i8x16.sub(values, i8x16.splat(<i8>k));
        found = v128.or(found, i8x16.swizzle(v128.load(table + k), places));
      }
      storePart(target + row * targetStride + i, found, width - i);
    }
  }
}

function sharpAt(above: usize, at: usize, below: usize, left: i32, right: i32, amount: i32): i32 {
  const centre = <i32>load<u8>(at);
  const sum =
    <i32>load<u8>(above - left) + <i32>load<u8>(above) + <i32>load<u8>(above + right) +
    <i32>load<u8>(at - left) + centre + <i32>load<u8>(at + right) +
    <i32>load<u8>(below - left) + <i32>load<u8>(below) + <i32>load<u8>(below + right);
  return clamped(min((centre << 4) + highPart((9 * centre - sum) << 4, amount) + 8, 32767) >> 4, 0, 255);
}

// @ts-ignore: decorator
@inline
function sharpened(centre: v128, sum: v128, amount: v128): v128 {
  const difference = i16x8.sub(i16x8.mul(centre, i16x8.splat(9)), sum);
  const added = i16x8.q15mulr_sat_s(i16x8.shl(difference, 4), amount);
  return i16x8.shr_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.shl(centre, 4), added), i16x8.splat(8)), 4);
}

// @ts-ignore: decorator
@inline
function threeLow(at: usize): v128 {
  return i16x8.add(
    i16x8.add(i16x8.extend_low_i8x16_u(v128.load(at - 1)), i16x8.extend_low_i8x16_u(v128.load(at))),
    i16x8.extend_low_i8x16_u(v128.load(at + 1)),
  );
}

// @ts-ignore: decorator
@inline
function threeHigh(at: usize): v128 {
  return i16x8.add(
    i16x8.add(i16x8.extend_high_i8x16_u(v128.load(at - 1)), i16x8.extend_high_i8x16_u(v128.load(at))),
    i16x8.extend_high_i8x16_u(v128.load(at + 1)),
  );
}

export function sharpen(
  source: usize,
  stride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  amount: i32,
): void {
  const amounts = i16x8.splat(<i16>amount);
  const last = width - 1;
  for (let row = 0; row < height; row++) {
    const at = source + row * stride;
    const above = row > 0 ? at - stride : at;
    const below = row + 1 < height ? at + stride : at;
    const out = target + row * targetStride;
    store<u8>(out, <u8>sharpAt(above, at, below, 0, last > 0 ? 1 : 0, amount));
    for (let i = 1; i < last; i += 16) {
      const centre = v128.load(at + i);
      const low = i16x8.add(i16x8.add(threeLow(above + i), threeLow(at + i)), threeLow(below + i));
      const high = i16x8.add(i16x8.add(threeHigh(above + i), threeHigh(at + i)), threeHigh(below + i));
      storePart(
        out + i,
        i8x16.narrow_i16x8_u(
          sharpened(i16x8.extend_low_i8x16_u(centre), low, amounts),
          sharpened(i16x8.extend_high_i8x16_u(centre), high, amounts),
        ),
        last - i,
      );
    }
    if (last > 0) store<u8>(out + last, <u8>sharpAt(above + last, at + last, below + last, 1, 0, amount));
  }
}

export function pick(
  source: usize,
  stride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  columns: usize,
  rows: usize,
): void {
  for (let row = 0; row < height; row++) {
    const from = source + load<i32>(rows + 4 * row) * stride;
    const out = target + row * targetStride;
    for (let i = 0; i < width; i++) store<u8>(out + i, load<u8>(from + load<i32>(columns + 4 * i)));
  }
}

/** A line of sums of rows, each by its weight: 256 times their mean. */
function poolRows(from: usize, stride: i32, width: i32, weights: usize, count: i32, line: usize): void {
  for (let i = 0; i < width; i += 16) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    for (let k = 0; k < count; k++) {
      const values = v128.load(from + k * stride + i);
      const weight = v128.load16_splat(weights + 2 * k);
      low = i16x8.add(low, i16x8.mul(i16x8.extend_low_i8x16_u(values), weight));
      high = i16x8.add(high, i16x8.mul(i16x8.extend_high_i8x16_u(values), weight));
    }
    v128.store(line + 2 * i, low);
    v128.store(line + 2 * i, high, 16);
  }
}

export function pool(
  source: usize,
  stride: i32,
  sourceWidth: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  columns: usize,
  rows: usize,
  line: usize,
): void {
  for (let row = 0; row < height; row++) {
    const entry = rows + 12 * row;
    const from = source + load<i32>(entry, 4) * stride;
    poolRows(from, stride, sourceWidth, rows + load<i32>(entry), load<i32>(entry, 8), line);
    const out = target + row * targetStride;
    for (let i = 0; i < width; i++) {
      const area = columns + 12 * i;
      let weight: usize = columns + load<i32>(area);
      let at: usize = line + 2 * load<i32>(area, 4);
      const end: usize = at + 2 * load<i32>(area, 8);
      let sum: u32 = 32768;
      while (at < end) {
        sum += <u32>load<u16>(at) * <u32>load<u16>(weight);
        at += 2;
        weight += 2;
      }
      store<u8>(out + i, <u8>(sum >> 16));
    }
  }
}
