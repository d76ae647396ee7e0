import type { DrawingContext } from "./drawing-context";
import { type Layer, newLayer, type OwnedLayer, partOf } from "./layer";
import { LayerScaler } from "./layer-scaler";
import type { SpriteShape } from "./sprite-shape";

/** An item's pixels as a picture of one size takes them: cut, flipped, scaled, with even edges. Kept while nothing changes. */
export class Sprite {
  private readonly own: OwnedLayer | null;
  private readonly scaler: LayerScaler | null;
  private view: Layer | null = null;

  /** @param alpha Whether the layers it is made of have alpha. */
  constructor(
    private readonly context: DrawingContext,
    readonly shape: SpriteShape,
    private readonly alpha: boolean,
  ) {
    const { bounds, across, down, covers } = shape;
    const plain = covers && isWhole(across.start, across.step) && isWhole(down.start, down.step);
    this.own = plain ? null : newLayer(context.memory, bounds.width, bounds.height, alpha || !covers);
    this.scaler = plain ? null : new LayerScaler(context, across, down);
  }

  get opaque(): boolean {
    return !this.alpha && this.shape.covers;
  }

  /** The pixels of `source`, valid as long as it is, or until the next call. */
  draw(source: Layer): Layer {
    const { bounds, across, down } = this.shape;
    if (this.own === null || this.scaler === null) {
      if (this.view === null || !isPartOf(this.view, source, across.start, down.start)) {
        this.view = partOf(source, across.start, down.start, bounds.width, bounds.height);
      }
      return this.view;
    }
    const { own, shape } = this;
    this.scaler.run(source, own);
    if (own.a !== null && source.a === null) {
      this.context.kernels.fill(own.a, own.alphaStride, own.width, own.height, 255);
    }
    if (!shape.covers) this.fadeEdges(own, own.a ?? 0);
    return own;
  }

  free(): void {
    this.own?.free();
    this.scaler?.free();
  }

  /** Weakens the pixels that the box covers in part or not at all. */
  private fadeEdges(layer: Layer, alpha: number): void {
    const { bytes } = this.context;
    const { bounds, box } = this.shape;
    const columns = coverage(bounds.x, bounds.width, box.x, box.x + box.width);
    const rows = coverage(bounds.y, bounds.height, box.y, box.y + box.height);
    const weaken = (at: number, black: number, share: number): void => {
      bytes[at] = Math.round(black + ((bytes[at] ?? 0) - black) * share);
    };
    forEdges(columns, rows, (x, y, share) => {
      weaken(layer.y + y * layer.lumaStride + x, 16, share);
      weaken(alpha + y * layer.alphaStride + x, 0, share);
    });
    forEdges(pairs(columns), pairs(rows), (x, y, share) => {
      weaken(layer.u + y * layer.chromaStride + x, 128, share);
      weaken(layer.v + y * layer.chromaStride + x, 128, share);
    });
  }
}

/** One source pixel to one target pixel, on the same grid of chroma. */
function isWhole(start: number, step: number): boolean {
  return step === 1 && start % 2 === 0;
}

function isPartOf(part: Layer, whole: Layer, x: number, y: number): boolean {
  return part.y === whole.y + y * whole.lumaStride + x && part.lumaStride === whole.lumaStride;
}

/** How much of each of `count` pixels from `begin` on lies between two positions. */
function coverage(begin: number, count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const left = Math.max(begin + i, from);
    const right = Math.min(begin + i + 1, to);
    return Math.max(0, right - left);
  });
}

const pairs = (shares: readonly number[]): number[] =>
  Array.from({ length: shares.length / 2 }, (_, i) => ((shares[2 * i] ?? 0) + (shares[2 * i + 1] ?? 0)) / 2);

/** Calls back for every pixel that is not covered wholly. */
function forEdges(
  columns: readonly number[],
  rows: readonly number[],
  call: (x: number, y: number, share: number) => void,
): void {
  const partial = columns.flatMap((share, x) => (share < 1 ? [x] : []));
  rows.forEach((share, y) => {
    if (share < 1) columns.forEach((across, x) => call(x, y, across * share));
    else for (const x of partial) call(x, y, columns[x] ?? 0);
  });
}
