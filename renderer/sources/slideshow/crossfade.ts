import type { Layer } from "../../stage/layer";
import type { OwnedLayer, PictureTools } from "../picture";

/** Shows something between two layers of one size: premultiplied colours and alpha go over in step. */
export class Crossfade {
  private mixed: OwnedLayer | null = null;
  /** The alpha of layers that have none. */
  private opaque: { readonly offset: number; free(): void } | null = null;

  constructor(private readonly tools: PictureTools) {}

  /** `weight` of b, 0…255. Valid until the next call. */
  between(a: Layer, b: Layer, weight: number): Layer {
    const { kernels } = this.tools;
    const into = this.room(a);
    const chromaRows = Math.ceil(a.height / 2);
    const mix = (from: number, to: number, target: number, stride: number, rows: number): void =>
      kernels.mix(from, to, target, stride * rows, weight);
    mix(a.y, b.y, into.y, into.lumaStride, into.height);
    mix(a.u, b.u, into.u, into.chromaStride, chromaRows);
    mix(a.v, b.v, into.v, into.chromaStride, chromaRows);
    if (into.a === null || (a.a === null && b.a === null)) return { ...into, a: null };
    mix(a.a ?? this.whole(into), b.a ?? this.whole(into), into.a, into.alphaStride, into.height);
    return into;
  }

  close(): void {
    this.mixed?.free();
    this.opaque?.free();
    this.mixed = this.opaque = null;
  }

  private room({ width, height }: Layer): OwnedLayer {
    if (this.mixed?.width !== width || this.mixed.height !== height) {
      this.close();
      this.mixed = this.tools.allocate(width, height, true);
    }
    return this.mixed;
  }

  private whole({ alphaStride, height }: Layer): number {
    if (this.opaque === null) {
      this.opaque = this.tools.allocateBytes(alphaStride * height);
      this.tools.memory.fill(255, this.opaque.offset, this.opaque.offset + alphaStride * height);
    }
    return this.opaque.offset;
  }
}
