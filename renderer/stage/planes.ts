/**
 * A picture as I420 planes in one piece of memory: luma, then both chroma planes at half size, no padding. Width and
 * height in pixels, even. Values are BT.709 limited range (ITU-R BT.709-6, 3.5) wherever nothing else is said.
 */
export interface Planes<Memory extends ArrayBufferLike = ArrayBufferLike> {
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
  /** The three planes together. */
  readonly all: Uint8Array<Memory>;
}

/** Planes over the first bytes of `memory`. */
export function planesIn<M extends ArrayBufferLike>(memory: Uint8Array<M>, width: number, height: number): Planes<M> {
  const luma = width * height;
  const chroma = luma / 4;
  return {
    width,
    height,
    y: memory.subarray(0, luma),
    u: memory.subarray(luma, luma + chroma),
    v: memory.subarray(luma + chroma, luma + 2 * chroma),
    all: memory.subarray(0, luma + 2 * chroma),
  };
}

/** Planes with memory of their own, zeroed. */
export function newPlanes(width: number, height: number): Planes<ArrayBuffer> {
  return planesIn(new Uint8Array((width * height * 3) / 2), width, height);
}

/** One colour as limited-range BT.709 luma and chroma. */
export type Colour = readonly [y: number, u: number, v: number];

export const BLACK: Colour = [16, 128, 128];
export const WHITE: Colour = [235, 128, 128];

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills a rectangle, whose edges must be even and inside the picture. */
export function fillRect(planes: Planes, rect: Rect, [y, u, v]: Colour): void {
  if (rect.width <= 0 || rect.height <= 0) return;
  fillPlane(planes.y, planes.width, rect.x, rect.y, rect.width, rect.height, y);
  const half = planes.width / 2;
  fillPlane(planes.u, half, rect.x / 2, rect.y / 2, rect.width / 2, rect.height / 2, u);
  fillPlane(planes.v, half, rect.x / 2, rect.y / 2, rect.width / 2, rect.height / 2, v);
}

function fillPlane(
  plane: Uint8Array,
  stride: number,
  x: number,
  y: number,
  width: number,
  height: number,
  value: number,
): void {
  for (let row = y; row < y + height; row++) plane.fill(value, row * stride + x, row * stride + x + width);
}

export function fill(planes: Planes, [y, u, v]: Colour): void {
  planes.y.fill(y);
  planes.u.fill(u);
  planes.v.fill(v);
}

/** #rrggbb as the kernels convert it (kernels.ts, fromRgb). */
export function rgbColour(hex: string): Colour {
  const [r = 0, g = 0, b = 0] = (hex.slice(1).match(/../g) ?? []).map((two) => parseInt(two, 16));
  const weighted = (weights: readonly [number, number, number]): number =>
    [r, g, b].reduce((sum, value, i) => sum + ((((value << 7) * (weights[i] ?? 0)) + 0x4000) >> 15), 0);
  return [
    (weighted([5983, 20_127, 2032]) + 2112) >> 7,
    (weighted([-3298, -11_094, 14_392]) + 16_448) >> 7,
    (weighted([14_392, -13_073, -1320]) + 16_448) >> 7,
  ];
}
