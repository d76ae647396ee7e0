import type { OwnedLayer } from "../sources/picture";
import type { FilterTools } from "./kind";

/** The picture that a filter gives, kept as long as its size stays. */
export class Result {
  private layer: OwnedLayer | null = null;
  /** Whether the layer that was given last is a new one, its content undefined. */
  fresh = true;

  constructor(private readonly tools: Pick<FilterTools, "allocate">) {}

  /** A layer of this size. Throws RangeError when the stage's memory is full. */
  of(width: number, height: number, alpha: boolean): OwnedLayer {
    const { layer } = this;
    if (layer !== null && layer.width === width && layer.height === height && (layer.a !== null) === alpha) {
      this.fresh = false;
      return layer;
    }
    this.close();
    this.fresh = true;
    this.layer = this.tools.allocate(width, height, alpha);
    return this.layer;
  }

  close(): void {
    this.layer?.free();
    this.layer = null;
  }
}
