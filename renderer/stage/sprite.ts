import type { DrawingContext } from "./drawing-context";
import { type Layer, newLayer, type OwnedLayer, partOf } from "./layer";
import { Edges } from "./edges";
import { LayerScaler } from "./layer-scaler";
import type { Rect } from "./planes";
import type { SpriteShape } from "./sprite-shape";

/** An item's pixels as a picture of one size takes them, kept while nothing changes. */
export interface ItemPixels {
  /** Where they go: even edges within the picture. */
  readonly bounds: Rect;
  /** Whether they hide what is below. */
  readonly opaque: boolean;
  /** The pixels of `source`, valid as long as it is, or until the next call. */
  draw(source: Layer): Layer;
  free(): void;
}

/** An unturned item: cut, flipped, scaled, with even edges. */
export class Sprite implements ItemPixels {
  private readonly own: OwnedLayer | null;
  private readonly scaler: LayerScaler | null;
  private readonly edges: Edges | null;
  private view: Layer | null = null;

  /** @param alpha Whether the layers it is made of have alpha. */
  constructor(
    private readonly context: DrawingContext,
    private readonly shape: SpriteShape,
    private readonly alpha: boolean,
  ) {
    const { bounds, across, down, covers } = shape;
    const plain = covers && isWhole(across.start, across.step) && isWhole(down.start, down.step);
    this.own = plain ? null : newLayer(context.memory, bounds.width, bounds.height, alpha || !covers);
    this.scaler = plain ? null : new LayerScaler(context, across, down);
    this.edges = covers ? null : new Edges(shape);
  }

  get bounds(): Rect {
    return this.shape.bounds;
  }

  get opaque(): boolean {
    return !this.alpha && this.shape.covers;
  }

  draw(source: Layer): Layer {
    const { bounds, across, down } = this.shape;
    if (this.own === null || this.scaler === null) {
      if (this.view === null || !isPartOf(this.view, source, across.start, down.start)) {
        this.view = partOf(source, across.start, down.start, bounds.width, bounds.height);
      }
      return this.view;
    }
    const { own } = this;
    this.scaler.run(source, own);
    if (own.a !== null && source.a === null) {
      this.context.kernels.fill(own.a, own.alphaStride, own.width, own.height, 255);
    }
    this.edges?.fade(this.context.bytes, own);
    return own;
  }

  free(): void {
    this.own?.free();
    this.scaler?.free();
  }
}

/** One source pixel to one target pixel, on the same grid of chroma. */
function isWhole(start: number, step: number): boolean {
  return step === 1 && start % 2 === 0;
}

function isPartOf(part: Layer, whole: Layer, x: number, y: number): boolean {
  const begins = part.y === whole.y + y * whole.lumaStride + x && part.lumaStride === whole.lumaStride;
  return begins && part.u === whole.u + (y / 2) * whole.chromaStride + x / 2 && (part.a === null) === (whole.a === null);
}
