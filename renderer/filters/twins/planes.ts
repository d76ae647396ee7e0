import type { Plane, PlaneKernels } from "../kernels";
import { byte, clamp, q15 } from "./arithmetic";

/** Work on single planes, in plain TypeScript. */
export function planeTwins(memory: Uint8Array): PlaneKernels {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const at = (offset: number): number => memory[offset] ?? 0;

  function fill(target: Plane, width: number, height: number, value: (column: number, row: number) => number): void {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        memory[target.offset + row * target.stride + column] = value(column, row);
      }
    }
  }

  return {
    average(source, size, target, width, height, right, below) {
      fill(target, width, height, (column, row) => {
        const sample = (dx: boolean, dy: boolean): number =>
          at(
            source.offset +
              Math.min(row + (dy ? 1 : 0), size.height - 1) * source.stride +
              Math.min(column + (dx ? 1 : 0), size.width - 1),
          );
        return (sample(false, false) + sample(right, false) + sample(false, below) + sample(right, below) + 2) >> 2;
      });
    },

    map(source, target, width, height, table) {
      fill(target, width, height, (column, row) => at(table + at(source.offset + row * source.stride + column)));
    },

    sharpen(source, target, width, height, amount) {
      fill(target, width, height, (column, row) => {
        const centre = at(source.offset + row * source.stride + column);
        let difference = 9 * centre;
        for (let dy = -1; dy <= 1; dy++) {
          const line = source.offset + clamp(row + dy, 0, height - 1) * source.stride;
          for (let dx = -1; dx <= 1; dx++) difference -= at(line + clamp(column + dx, 0, width - 1));
        }
        return byte(Math.min((centre << 4) + q15(difference << 4, amount) + 8, 32_767) >> 4);
      });
    },

    pick(source, target, width, height, columns, rows) {
      fill(target, width, height, (column, row) =>
        at(
          source.offset +
            view.getInt32(rows + 4 * row, true) * source.stride +
            view.getInt32(columns + 4 * column, true),
        ),
      );
    },

    pool(source, _sourceWidth, target, width, height, { columns, rows }) {
      const weights = (table: number, index: number): readonly (readonly [position: number, weight: number])[] => {
        const [from, first, count] = [0, 4, 8].map((k) => view.getInt32(table + 12 * index + k, true));
        return Array.from({ length: count ?? 0 }, (_, k) => [
          (first ?? 0) + k,
          view.getUint16(table + (from ?? 0) + 2 * k, true),
        ]);
      };
      fill(target, width, height, (column, row) => {
        let sum = 32_768;
        for (const [y, down] of weights(rows, row)) {
          for (const [x, across] of weights(columns, column)) {
            sum += at(source.offset + y * source.stride + x) * down * across;
          }
        }
        return sum >> 16;
      });
    },
  };
}
