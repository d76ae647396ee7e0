import { columnTable, rowTable, spanning } from "../../stage/kernels";
import { areaTable, lineLength } from "../kernels";
import type { FilterTools } from "../kind";
import type { SizedPlane } from "../planes";
import { filterKernels } from "../wasm-kernels";
import type { ScalingSettings } from "./schema";

export type Method = ScalingSettings["method"];

/** Which source pixel's middle is nearest to each target pixel's. */
function nearestTable(source: number, target: number): Uint8Array {
  return new Uint8Array(
    Int32Array.from({ length: target }, (_, i) => Math.min(Math.floor(((i + 0.5) * source) / target), source - 1)).buffer,
  );
}

/** Scales planes of one size to another, again and again. */
export class PlaneScaling {
  private readonly room: { readonly offset: number; free(): void };
  private readonly columns: number;
  private readonly rows: number;
  private readonly line: number;
  private readonly method: Method;
  private readonly kernels;

  constructor(
    private readonly tools: FilterTools,
    method: Method,
    private readonly source: SizedPlane,
    target: SizedPlane,
  ) {
    this.kernels = filterKernels(tools.compiled);
    // Interpolation looks at four pixels: where more are covered, it would pass some over.
    const passesOver = source.width >= 2 * target.width || source.height >= 2 * target.height;
    this.method = method === "bilinear" && passesOver ? "area" : method;
    const tables = {
      nearest: nearestTable,
      area: areaTable,
      bilinear: (from: number, to: number) => columnTable(spanning(from, to)),
    } as const;
    const columns = tables[this.method](source.width, target.width);
    const rows =
      this.method === "bilinear"
        ? rowTable(spanning(source.height, target.height))
        : tables[this.method](source.height, target.height);
    const align = (bytes: number): number => Math.ceil(bytes / 16) * 16;
    this.room = tools.allocateBytes(align(columns.length) + align(rows.length) + lineLength(source.width));
    this.columns = this.room.offset;
    this.rows = this.columns + align(columns.length);
    this.line = this.rows + align(rows.length);
    tools.memory.set(columns, this.columns);
    tools.memory.set(rows, this.rows);
  }

  fits({ width, height }: SizedPlane): boolean {
    return this.source.width === width && this.source.height === height;
  }

  run(source: SizedPlane, target: SizedPlane): void {
    const { columns, rows, line, kernels } = this;
    const { width, height } = target;
    if (this.method === "nearest") kernels.pick(source, target, width, height, columns, rows);
    else if (this.method === "area") {
      kernels.pool(source, source.width, target, width, height, { columns, rows, scratch: line });
    } else {
      this.tools.kernels.scale({
        ...{ source: source.offset, sourceStride: source.stride, sourceWidth: source.width },
        ...{ target: target.offset, targetStride: target.stride, targetWidth: width, targetHeight: height },
        ...{ columns, rows, line },
      });
    }
  }

  close(): void {
    this.room.free();
  }
}
