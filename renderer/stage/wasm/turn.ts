// Turning a plane. What it does, to the bit, is said by its twin in ../turning.ts.

export function turn(
  source: usize,
  sourceStride: i32,
  sourceWidth: i32,
  sourceHeight: i32,
  target: usize,
  targetStride: i32,
  targetWidth: i32,
  targetHeight: i32,
  x0: i32,
  y0: i32,
  xAcross: i32,
  yAcross: i32,
  xDown: i32,
  yDown: i32,
  outside: i32,
): void {
  const right = <u32>((sourceWidth - 1) << 16);
  const bottom = <u32>((sourceHeight - 1) << 16);
  for (let row = 0; row < targetHeight; row++) {
    let x = x0 + row * xDown;
    let y = y0 + row * yDown;
    const out = target + row * targetStride;
    for (let i = 0; i < targetWidth; i++) {
      let value = outside;
      // Negative positions are large ones without their sign.
      if (<u32>x < right && <u32>y < bottom) {
        const at = source + (y >> 16) * sourceStride + (x >> 16);
        const across = (x >> 8) & 255;
        const down = (y >> 8) & 255;
        const above = <i32>load<u8>(at) * (256 - across) + <i32>load<u8>(at, 1) * across;
        const next = at + sourceStride;
        const below = <i32>load<u8>(next) * (256 - across) + <i32>load<u8>(next, 1) * across;
        value = (above * (256 - down) + below * down + 32768) >> 16;
      }
      store<u8>(out + i, <u8>value);
      x += xAcross;
      y += yAcross;
    }
  }
}
