// Pixels with alpha to premultiplied planes. What it does, to the bit, is said by its twin in ../rgba.ts.

// @ts-ignore: decorator
@inline
function q15of(a: i32, b: i32): i32 {
  return (a * b + 0x4000) >> 15;
}

// @ts-ignore: decorator
@inline
function toByte(value: i32): u8 {
  return <u8>min(max(value, 0), 255);
}

// @ts-ignore: decorator
@inline
function share(value: i32, alpha: i32): i32 {
  const x = value * alpha + 128;
  return (x + (x >> 8)) >> 8;
}

export function fromRgba(
  source: usize,
  stride: i32,
  y: usize,
  u: usize,
  v: usize,
  a: usize,
  width: i32,
  height: i32,
  redShift: i32,
  straight: i32,
): void {
  const blueShift = 16 - redShift;
  const chromaStride = (width + 1) >> 1;
  for (let row = 0; row < height; row += 2) {
    const below = row + 1 < height ? 1 : 0;
    for (let column = 0; column < width; column += 2) {
      const right = column + 1 < width ? 1 : 0;
      const first = source + row * stride + 4 * column;
      if ((right & below) !== 0 && (load<u64>(first) | load<u64>(first + stride)) === 0) {
        // Most of an overlay is nothing.
        const at = row * width + column;
        store<u16>(y + at, 0x1010);
        store<u16>(y + at + width, 0x1010);
        store<u16>(a + at, 0);
        store<u16>(a + at + width, 0);
        const chroma = (row >> 1) * chromaStride + (column >> 1);
        store<u8>(u + chroma, 128);
        store<u8>(v + chroma, 128);
        continue;
      }
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < 4; k++) {
        const dx = (k & 1) & right;
        const dy = (k >> 1) & below;
        const pixel = load<u32>(source + (row + dy) * stride + 4 * (column + dx));
        const alpha = <i32>(pixel >> 24);
        let pr = (pixel >> redShift) & 255;
        let pg = (pixel >> 8) & 255;
        let pb = (pixel >> blueShift) & 255;
        if (straight) {
          pr = share(pr, alpha);
          pg = share(pg, alpha);
          pb = share(pb, alpha);
        }
        const at = (row + dy) * width + column + dx;
        const luma = q15of(pr << 7, 5983) + q15of(pg << 7, 20127) + q15of(pb << 7, 2032);
        store<u8>(y + at, toByte((luma + 2112) >> 7));
        store<u8>(a + at, <u8>alpha);
        r += pr;
        g += pg;
        b += pb;
      }
      const chroma = (row >> 1) * chromaStride + (column >> 1);
      const cu = q15of(r << 5, -3298) + q15of(g << 5, -11094) + q15of(b << 5, 14392);
      const cv = q15of(r << 5, 14392) + q15of(g << 5, -13073) + q15of(b << 5, -1320);
      store<u8>(u + chroma, toByte((cu + 16448) >> 7));
      store<u8>(v + chroma, toByte((cv + 16448) >> 7));
    }
  }
}
