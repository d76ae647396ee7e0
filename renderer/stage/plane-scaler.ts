import { columnTable, type PlaneArea, rowTable } from "./kernels";
import { SLACK } from "./memory";
import type { WasmKernels } from "./wasm-kernels";

/** One plane in the kernels' memory. */
interface Plane {
  readonly offset: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** Tables kept; a table is small, and a stage needs two for each plane size it shows. */
const TABLES = 32;

/**
 * Resizes I420 pictures in the kernels' memory: by halves with the mean of two by two as long as it is twice too large,
 * the rest by linear interpolation, so that no source pixel is passed over.
 */
export class PlaneScaler {
  private readonly tables = new Map<string, Uint8Array>();

  constructor(private readonly kernels: WasmKernels) {}

  /** Draws `source` into `target`; the memory from `free` on is used as scratch. */
  resize(source: PlaneArea, target: PlaneArea, free: number): void {
    this.resizePlane(lumaOf(source), lumaOf(target), free);
    this.resizePlane(chromaOf(source, source.u), chromaOf(target, target.u), free);
    this.resizePlane(chromaOf(source, source.v), chromaOf(target, target.v), free);
  }

  private resizePlane(source: Plane, target: Plane, free: number): void {
    let plane = source;
    let at = free;
    while (plane.width >= 2 * target.width || plane.height >= 2 * target.height) {
      const width = Math.max(1, plane.width >> 1);
      const height = Math.max(1, plane.height >> 1);
      const last = width === target.width && height === target.height && target.stride === width;
      const offset = last ? target.offset : at;
      this.kernels.halve(plane.offset, plane.stride, offset, width, height);
      if (last) return;
      plane = { offset, stride: width, width, height };
      at += width * height + SLACK;
    }
    if (plane.width === target.width && plane.height === target.height) this.copy(plane, target);
    else this.scale(plane, target, at);
  }

  private copy(source: Plane, target: Plane): void {
    const memory = this.kernels.memory;
    for (let row = 0; row < source.height; row++) {
      const from = source.offset + row * source.stride;
      memory.copyWithin(target.offset + row * target.stride, from, from + source.width);
    }
  }

  private scale(source: Plane, target: Plane, free: number): void {
    const columns = this.table("columns", source.width, target.width);
    const rows = this.table("rows", source.height, target.height);
    const columnsAt = Math.ceil(free / 16) * 16;
    const rowsAt = columnsAt + columns.length;
    const line = rowsAt + rows.length;
    const memory = this.kernels.memory;
    memory.set(columns, columnsAt);
    memory.set(rows, rowsAt);
    this.kernels.scale({
      ...{ source: source.offset, sourceStride: source.stride, sourceWidth: source.width },
      ...{ target: target.offset, targetStride: target.stride, targetWidth: target.width, targetHeight: target.height },
      ...{ columns: columnsAt, rows: rowsAt, line },
    });
  }

  private table(axis: "columns" | "rows", source: number, target: number): Uint8Array {
    const key = `${axis} ${source} ${target}`;
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    if (this.tables.size === TABLES) this.tables.clear();
    const table = axis === "columns" ? columnTable(source, target) : rowTable(source, target);
    this.tables.set(key, table);
    return table;
  }
}

const lumaOf = ({ y, lumaStride, width, height }: PlaneArea): Plane => ({
  offset: y,
  stride: lumaStride,
  width,
  height,
});

const chromaOf = ({ chromaStride, width, height }: PlaneArea, offset: number): Plane => ({
  offset,
  stride: chromaStride,
  width: width / 2,
  height: height / 2,
});
