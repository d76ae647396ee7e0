import { columnTable, type Positions, rowTable } from "./kernels";
import { SLACK } from "./memory";
import type { DrawingContext } from "./drawing-context";

/** One direction of a scaling, in pixels of a plane whose edges are whole numbers. */
export interface Axis {
  /** Where in the source the target's first pixel begins… */
  readonly start: number;
  /** … and how many source pixels each takes; negative mirrors. */
  readonly step: number;
  /** Source pixels that may be used: from `first` up to, but not with, `end`. */
  readonly first: number;
  readonly end: number;
  /** Target pixels. */
  readonly count: number;
}

/** The same direction for chroma, where the target begins at an even pixel. */
export function chromaAxis({ start, step, first, end, count }: Axis): Axis {
  return { start: start / 2, step, first: first >> 1, end: (end + 1) >> 1, count: count / 2 };
}

/** How often an axis is halved before the rest is interpolated, so that no source pixel is passed over. */
function halvings({ step, first, end }: Axis): number {
  let count = 0;
  while (Math.abs(step) / 2 ** count >= 2 && (end - first) >> (count + 1) >= 1) count++;
  return count;
}

/** The positions in the part of the plane that is used, after that many halvings. */
function positionsOf({ start, step, first, end, count }: Axis, halved: number): Positions {
  const factor = 2 ** halved;
  return {
    count,
    last: ((end - first) >> halved) - 1,
    position: (index) => (start + (index + 0.5) * step - first) / factor - 0.5,
  };
}

/** Whether every target pixel is one source pixel, in order. */
function isPlain({ start, step, first, count, end }: Axis, halved: number): boolean {
  const begin = (start - first) / 2 ** halved;
  return step === 2 ** halved && Number.isInteger(begin) && begin >= 0 && begin + count <= (end - first) >> halved;
}

/**
 * Brings planes to another size and place, again and again in the same way: by halves with the mean of two as long as
 * they are twice too large, the rest by linear interpolation.
 */
export class PlaneScaler {
  private readonly halvedAcross: number;
  private readonly halvedDown: number;
  private readonly tables: number;
  private readonly rows: number;
  private readonly plain: boolean;

  constructor(
    private readonly context: DrawingContext,
    private readonly across: Axis,
    private readonly down: Axis,
  ) {
    this.halvedAcross = halvings(across);
    this.halvedDown = halvings(down);
    this.plain = isPlain(across, this.halvedAcross) && isPlain(down, this.halvedDown);
    const columns = columnTable(positionsOf(across, this.halvedAcross));
    const rows = rowTable(positionsOf(down, this.halvedDown));
    this.tables = context.memory.allocate(columns.length + rows.length);
    this.rows = this.tables + columns.length;
    context.bytes.set(columns, this.tables);
    context.bytes.set(rows, this.rows);
  }

  /** `source` and `target` are offsets of planes. */
  run(source: number, sourceStride: number, target: number, targetStride: number): void {
    const { across, down } = this;
    const { kernels } = this.context;
    let width = across.end - across.first;
    let height = down.end - down.first;
    let free = this.context.scratch.reserve(2 * (width + SLACK) * (height + 2) + SLACK);
    let at = source + down.first * sourceStride + across.first;
    let stride = sourceStride;
    for (let n = 0; n < this.halvedAcross || n < this.halvedDown; n++) {
      const narrower = n < this.halvedAcross;
      const lower = n < this.halvedDown;
      if (narrower) width >>= 1;
      if (lower) height >>= 1;
      if (narrower && lower) kernels.halve(at, stride, free, width, height);
      else if (narrower) kernels.halveAcross(at, stride, free, width, height);
      else kernels.halveDown(at, stride, free, width, height);
      at = free;
      stride = width;
      free += width * height + SLACK;
    }
    if (this.plain) {
      const left = (across.start - across.first) / 2 ** this.halvedAcross;
      const top = (down.start - down.first) / 2 ** this.halvedDown;
      kernels.copy(at + top * stride + left, stride, target, targetStride, across.count, down.count);
      return;
    }
    kernels.scale({
      ...{ source: at, sourceStride: stride, sourceWidth: width },
      ...{ target, targetStride, targetWidth: across.count, targetHeight: down.count },
      ...{ columns: this.tables, rows: this.rows, line: free },
    });
  }

  free(): void {
    this.context.memory.free(this.tables);
  }
}
