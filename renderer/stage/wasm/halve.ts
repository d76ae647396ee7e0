// Halving a plane in one direction. What each does, to the bit, is said by its twin in ../kernels.ts.

export function halveAcross(source: usize, stride: i32, target: usize, width: i32, height: i32): void {
  const one = i16x8.splat(1);
  for (let row = 0; row < height; row++) {
    const from = source + row * stride;
    const out = target + row * width;
    let i = 0;
    for (; i + 16 <= width; i += 16) {
      const a = i16x8.extadd_pairwise_i8x16_u(v128.load(from + 2 * i));
      const b = i16x8.extadd_pairwise_i8x16_u(v128.load(from + 2 * i, 16));
      v128.store(
        out + i,
        i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(a, one), 1), i16x8.shr_u(i16x8.add(b, one), 1)),
      );
    }
    for (; i < width; i++) {
      store<u8>(out + i, <u8>((<i32>load<u8>(from + 2 * i) + <i32>load<u8>(from + 2 * i, 1) + 1) >> 1));
    }
  }
}

export function halveDown(source: usize, stride: i32, target: usize, width: i32, height: i32): void {
  for (let row = 0; row < height; row++) {
    const above = source + 2 * row * stride;
    const below = above + stride;
    const out = target + row * width;
    let i = 0;
    for (; i + 16 <= width; i += 16) {
      v128.store(out + i, i8x16.avgr_u(v128.load(above + i), v128.load(below + i)));
    }
    for (; i < width; i++) {
      store<u8>(out + i, <u8>((<i32>load<u8>(above + i) + <i32>load<u8>(below + i) + 1) >> 1));
    }
  }
}
