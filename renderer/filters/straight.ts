import type { Layer } from "../stage/layer";
import type { FilterKernels } from "./kernels";
import type { FilterTools } from "./kind";
import { fillPlane, planesOf } from "./planes";
import { Result } from "./result";

/** Changes colours that must not be premultiplied meanwhile, and maybe makes them more transparent. */
export class Straight {
  private readonly result: Result;
  /** A row of the opacity, in 1/255. */
  private row: { readonly offset: number; free(): void } | null = null;
  private width = 0;
  private readonly opacity: number;

  /** @param opacity 0…1 */
  constructor(
    private readonly kernels: FilterKernels,
    private readonly tools: FilterTools,
    opacity = 1,
  ) {
    this.result = new Result(tools);
    this.opacity = Math.round(255 * opacity);
  }

  apply(source: Layer, change: (source: Layer, target: Layer) => void): Layer {
    const { width, height } = source;
    const alpha = source.a !== null || this.opacity < 255;
    const target = this.result.of(width, height, alpha);
    if (source.a === null) change(source, target);
    else {
      this.kernels.straighten(source, target);
      change(target, target);
    }
    const { a } = planesOf(target);
    if (a === null) return target;
    if (this.opacity === 255) {
      this.kernels.fade(target, { offset: source.a ?? 0, stride: source.alphaStride }, target);
      // Its own alpha stays unused: the source's serves.
      return { ...target, a: source.a, alphaStride: source.alphaStride };
    }
    if (source.a === null) {
      if (this.result.fresh) fillPlane(this.tools.memory, a, this.opacity);
    } else {
      const from = { offset: source.a, stride: source.alphaStride };
      this.kernels.multiply(from, { offset: this.rowOf(width), stride: 0 }, a, width, height);
    }
    this.kernels.fade(target, a, target);
    return target;
  }

  private rowOf(width: number): number {
    if (this.row === null || this.width !== width) {
      this.row?.free();
      this.row = null;
      this.row = this.tools.allocateBytes(width);
      this.width = width;
      this.tools.memory.fill(this.opacity, this.row.offset, this.row.offset + width);
    }
    return this.row.offset;
  }

  close(): void {
    this.result.close();
    this.row?.free();
    this.row = null;
  }
}
