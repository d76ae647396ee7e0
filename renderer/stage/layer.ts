import type { Memory } from "./memory";

/**
 * A picture in the kernels' memory: offsets and strides in bytes, width and height in pixels of luma, any from 1; chroma
 * has half of both, rounded up. BT.709 limited range. With alpha, colours are premultiplied around black:
 * y = 16 + (Y − 16)·a, u = 128 + (U − 128)·a, v likewise, so that scaling and blending need no division.
 */
export interface Layer {
  readonly width: number;
  readonly height: number;
  readonly y: number;
  readonly u: number;
  readonly v: number;
  /** Alpha, 0…255, at luma's size; null where all of it is opaque. */
  readonly a: number | null;
  readonly lumaStride: number;
  readonly chromaStride: number;
  readonly alphaStride: number;
}

/** A layer with memory of its own. */
export interface OwnedLayer extends Layer {
  /** Gives the memory back. */
  free(): void;
}

/** A size in chroma samples. */
export const halfUp = (size: number): number => (size + 1) >> 1;

/** Bytes of an I420 picture without padding. */
export function i420Bytes(width: number, height: number): number {
  return width * height + 2 * halfUp(width) * halfUp(height);
}

/** The layer that begins at `offset`, without padding: luma, both chroma planes, alpha. */
export function layerAt(offset: number, width: number, height: number, alpha: boolean): Layer {
  const luma = width * height;
  const chroma = halfUp(width) * halfUp(height);
  return {
    ...{ width, height, y: offset, u: offset + luma, v: offset + luma + chroma },
    a: alpha ? offset + luma + 2 * chroma : null,
    ...{ lumaStride: width, chromaStride: halfUp(width), alphaStride: width },
  };
}

/** Room for a picture, its content undefined. Throws RangeError when the memory is full. */
export function newLayer(memory: Memory, width: number, height: number, alpha: boolean): OwnedLayer {
  const offset = memory.allocate(i420Bytes(width, height) + (alpha ? width * height : 0));
  return { ...layerAt(offset, width, height, alpha), free: () => memory.free(offset) };
}

/** Whether a layer's planes follow each other without padding, as a frame of the program does. */
export function isPacked({ width, height, y, u, v, lumaStride, chromaStride }: Layer): boolean {
  const chroma = halfUp(width) * halfUp(height);
  return lumaStride === width && chromaStride === halfUp(width) && u === y + width * height && v === u + chroma;
}

/** A part of a layer, which begins at even coordinates. */
export function partOf(layer: Layer, x: number, y: number, width: number, height: number): Layer {
  const { lumaStride, chromaStride, alphaStride, a } = layer;
  const chroma = (y / 2) * chromaStride + x / 2;
  return {
    ...{ width, height, y: layer.y + y * lumaStride + x, u: layer.u + chroma, v: layer.v + chroma },
    a: a === null ? null : a + y * alphaStride + x,
    ...{ lumaStride, chromaStride, alphaStride },
  };
}
