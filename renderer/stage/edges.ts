import type { Layer } from "./layer";
import type { SpriteShape } from "./sprite-shape";

/** Pixels that a box covers in part or not at all, and how much of each, 0…1. */
interface Shares {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
  /** The columns that are not covered wholly. */
  readonly partial: Uint32Array;
}

/** The edges of a box that ends within its pixels: there, colours and alpha are weakened by what is not covered. */
export class Edges {
  private readonly luma: Shares;
  private readonly chroma: Shares;

  constructor({ bounds, box }: SpriteShape) {
    const columns = coverage(bounds.x, bounds.width, box.x, box.x + box.width);
    const rows = coverage(bounds.y, bounds.height, box.y, box.y + box.height);
    this.luma = { columns, rows, partial: partialOf(columns) };
    const [across, down] = [pairs(columns), pairs(rows)];
    this.chroma = { columns: across, rows: down, partial: partialOf(across) };
  }

  /** Weakens a layer of the bounds' size, which has alpha. */
  fade(bytes: Uint8Array, { y, u, v, a, lumaStride, chromaStride, alphaStride }: Layer): void {
    fadePlane(bytes, y, lumaStride, 16, this.luma);
    fadePlane(bytes, u, chromaStride, 128, this.chroma);
    fadePlane(bytes, v, chromaStride, 128, this.chroma);
    if (a !== null) fadePlane(bytes, a, alphaStride, 0, this.luma);
  }
}

function fadePlane(bytes: Uint8Array, plane: number, stride: number, black: number, { columns, rows, partial }: Shares): void {
  for (let y = 0; y < rows.length; y++) {
    const share = rows[y] ?? 0;
    const line = plane + y * stride;
    if (share < 1) {
      for (let x = 0; x < columns.length; x++) weaken(bytes, line + x, black, share * (columns[x] ?? 0));
    } else {
      for (const x of partial) weaken(bytes, line + x, black, columns[x] ?? 0);
    }
  }
}

function weaken(bytes: Uint8Array, at: number, black: number, share: number): void {
  bytes[at] = Math.round(black + ((bytes[at] ?? 0) - black) * share);
}

/** How much of each of `count` pixels from `begin` on lies between two positions. */
function coverage(begin: number, count: number, from: number, to: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) =>
    Math.max(0, Math.min(begin + i + 1, to) - Math.max(begin + i, from)),
  );
}

const pairs = (shares: Float64Array): Float64Array =>
  Float64Array.from({ length: shares.length / 2 }, (_, i) => ((shares[2 * i] ?? 0) + (shares[2 * i + 1] ?? 0)) / 2);

const partialOf = (shares: Float64Array): Uint32Array => Uint32Array.from([...shares.keys()].filter((x) => (shares[x] ?? 0) < 1));
