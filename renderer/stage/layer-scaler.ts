import type { DrawingContext } from "./drawing-context";
import type { Layer } from "./layer";
import { type Axis, chromaAxis, PlaneScaler } from "./plane-scaler";

/** Brings layers to another size and place, again and again in the same way. The target begins at even pixels. */
export class LayerScaler {
  private readonly luma: PlaneScaler;
  private readonly chroma: PlaneScaler;

  constructor(context: DrawingContext, across: Axis, down: Axis) {
    this.luma = new PlaneScaler(context, across, down);
    this.chroma = new PlaneScaler(context, chromaAxis(across), chromaAxis(down));
  }

  /** Alpha too, where both have it. */
  run(source: Layer, target: Layer): void {
    this.luma.run(source.y, source.lumaStride, target.y, target.lumaStride);
    this.chroma.run(source.u, source.chromaStride, target.u, target.chromaStride);
    this.chroma.run(source.v, source.chromaStride, target.v, target.chromaStride);
    if (source.a !== null && target.a !== null) this.luma.run(source.a, source.alphaStride, target.a, target.alphaStride);
  }

  free(): void {
    this.luma.free();
    this.chroma.free();
  }
}
