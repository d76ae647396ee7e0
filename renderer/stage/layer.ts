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
