import type { Layer } from "../stage/layer";
import type { Plane } from "./kernels";

/** Columns or rows of chroma that go with so many of luma. */
export const half = (length: number): number => (length + 1) >> 1;

/** A plane with its size. */
export interface SizedPlane extends Plane {
  readonly width: number;
  readonly height: number;
}

/** What a layer consists of: luma, both chroma, and alpha where it has any. */
export function planesOf(layer: Layer): { y: SizedPlane; u: SizedPlane; v: SizedPlane; a: SizedPlane | null } {
  const { width, height } = layer;
  const chroma = { stride: layer.chromaStride, width: half(width), height: half(height) };
  return {
    y: { offset: layer.y, stride: layer.lumaStride, width, height },
    u: { ...chroma, offset: layer.u },
    v: { ...chroma, offset: layer.v },
    a: layer.a === null ? null : { offset: layer.a, stride: layer.alphaStride, width, height },
  };
}

/** Copies the source's size. */
export function copyPlane(memory: Uint8Array, source: SizedPlane, target: Plane): void {
  for (let row = 0; row < source.height; row++) {
    const from = source.offset + row * source.stride;
    memory.copyWithin(target.offset + row * target.stride, from, from + source.width);
  }
}

/** Makes every sample of a plane this value, 0…255. */
export function fillPlane(memory: Uint8Array, { offset, stride, width, height }: SizedPlane, value: number): void {
  for (let row = 0; row < height; row++) memory.fill(value, offset + row * stride, offset + row * stride + width);
}

/** The layer's part from (x, y) on; x and y even. */
export function partOf(layer: Layer, x: number, y: number, width: number, height: number): Layer {
  const chroma = (y / 2) * layer.chromaStride + x / 2;
  return {
    ...layer,
    ...{ width, height, y: layer.y + y * layer.lumaStride + x, u: layer.u + chroma, v: layer.v + chroma },
    a: layer.a === null ? null : layer.a + y * layer.alphaStride + x,
  };
}

/** Copies a layer of the same size; the target's alpha is opaque where the source has none. */
export function copyLayer(memory: Uint8Array, source: Layer, target: Layer): void {
  const [from, to] = [planesOf(source), planesOf(target)];
  copyPlane(memory, from.y, to.y);
  copyPlane(memory, from.u, to.u);
  copyPlane(memory, from.v, to.v);
  if (to.a === null) return;
  if (from.a === null) fillPlane(memory, to.a, 255);
  else copyPlane(memory, from.a, to.a);
}
