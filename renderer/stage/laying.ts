import type { SceneItem } from "../../electron/contract/scene";
import type { DrawingContext } from "./drawing-context";
import { type Layer, partOf } from "./layer";
import type { Rect } from "./planes";

/** Lays an item's pixels over a picture, at even bounds within it. */
export function lay(
  context: DrawingContext,
  target: Layer,
  pixels: Layer,
  { x, y, width, height }: Rect,
  { opacity: share, blend }: Pick<SceneItem, "opacity" | "blend">,
): void {
  const { kernels, scratch } = context;
  const to = partOf(target, x, y, width, height);
  const opacity = Math.round(share * 255);
  const halfWidth = width / 2;
  const halfHeight = height / 2;
  if (blend !== "normal") {
    kernels.light(blend, pixels, to, opacity, scratch.reserve(64));
    layAlpha(context, to, pixels, opacity);
    return;
  }
  if (pixels.a === null && opacity === 255) {
    kernels.copy(pixels.y, pixels.lumaStride, to.y, to.lumaStride, width, height);
    kernels.copy(pixels.u, pixels.chromaStride, to.u, to.chromaStride, halfWidth, halfHeight);
    kernels.copy(pixels.v, pixels.chromaStride, to.v, to.chromaStride, halfWidth, halfHeight);
    if (to.a !== null) kernels.fill(to.a, to.alphaStride, width, height, 255);
    return;
  }
  const by = { alpha: pixels.a ?? 0, alphaStride: pixels.alphaStride, opacity };
  const luma = { ...by, width, height, target: to.y, targetStride: to.lumaStride };
  kernels.over({ ...luma, source: pixels.y, sourceStride: pixels.lumaStride }, 16);
  const chroma = { ...by, width: halfWidth, height: halfHeight, targetStride: to.chromaStride };
  kernels.overChroma({ ...chroma, source: pixels.u, sourceStride: pixels.chromaStride, target: to.u });
  kernels.overChroma({ ...chroma, source: pixels.v, sourceStride: pixels.chromaStride, target: to.v });
  layAlpha(context, to, pixels, opacity);
}

function layAlpha({ kernels, scratch, bytes }: DrawingContext, to: Layer, { a, alphaStride, width, height }: Layer, opacity: number): void {
  if (to.a === null) return;
  const alpha = { alpha: a ?? 0, alphaStride, opacity, width, height, target: to.a, targetStride: to.alphaStride };
  if (a !== null) kernels.over({ ...alpha, source: a, sourceStride: alphaStride }, 0);
  else {
    // One row of full alpha serves for all.
    const row = scratch.reserve(width);
    bytes.fill(255, row, row + width);
    kernels.over({ ...alpha, source: row, sourceStride: 0 }, 0);
  }
}
