import type { Layer } from "../stage/layer";
import { CURVE_LENGTH, FULL, type FilterKernels, gradingScratch } from "./kernels";
import type { FilterTools } from "./kind";
import type { Sliced } from "./slices";

/** A curve over R'G'B' of 0…1. */
export type Curve = (value: number) => number;

/** A table over R'G'B': what it says at a node, all three of 0…1, and where along an axis a value lies, 0…1 too. */
export interface Cube {
  /** Nodes along each axis. */
  readonly nodes: number;
  readonly at: (red: number, green: number, blue: number) => readonly [number, number, number];
}

/** Nodes of a cube that are laid at once: a quarter of a millisecond's work. */
const PART = 512;

const limited = (value: number): number => Math.min(Math.max(value, 0), 1);

/** Changes the R'G'B' of straight pictures: by a curve for each channel and, where there is one, a cube after them. */
export class Grader {
  private readonly tables: { readonly offset: number; free(): void };
  private readonly nodes: number;
  private scratch: { readonly offset: number; free(): void } | null = null;
  private width = 0;

  /** `curves` lead to values of 0…1 or, before a cube, to places along its axes of 0…1. A cube is to be laid before `run`. */
  constructor(
    private readonly kernels: FilterKernels,
    private readonly tools: Pick<FilterTools, "memory" | "allocateBytes">,
    curves: readonly [Curve, Curve, Curve],
    private readonly cube: Cube | null,
  ) {
    const nodes = cube?.nodes ?? 0;
    this.nodes = nodes;
    const curveBytes = 6 * CURVE_LENGTH;
    // A plane, a row and a node more: what lies there is read, and counts for nothing.
    this.tables = tools.allocateBytes(curveBytes + 8 * (nodes ** 3 + nodes ** 2 + nodes + 1));
    const view = new DataView(tools.memory.buffer, tools.memory.byteOffset + this.tables.offset);
    const scale = cube === null ? FULL : 256 * (nodes - 1);
    curves.forEach((curve, channel) => {
      for (let i = 0; i < CURVE_LENGTH; i++) {
        const value = Math.round(scale * limited(curve(i / (CURVE_LENGTH - 1))));
        view.setUint16(2 * (channel * CURVE_LENGTH + i), value, true);
      }
    });
  }

  /** Lays the cube's nodes where the kernel reads them. */
  *layCube(): Sliced<void> {
    const { cube, nodes, tools } = this;
    if (cube === null) return;
    const view = new DataView(tools.memory.buffer, tools.memory.byteOffset + this.tables.offset + 6 * CURVE_LENGTH);
    for (let index = 0; index < nodes ** 3; index++) {
      if (index % PART === PART - 1) yield;
      const colour = cube.at(index % nodes, Math.floor(index / nodes) % nodes, Math.floor(index / nodes ** 2));
      for (let channel = 0; channel < 3; channel++) {
        view.setInt16(8 * index + 2 * channel, Math.round(FULL * limited(colour[channel] ?? 0)), true);
      }
    }
  }

  run(source: Layer, target: Layer): void {
    if (this.scratch === null || this.width !== source.width) {
      this.scratch?.free();
      this.scratch = null;
      this.scratch = this.tools.allocateBytes(gradingScratch(source.width));
      this.width = source.width;
    }
    const { offset } = this.tables;
    this.kernels.grade(source, target, {
      ...{ curves: offset, cube: offset + 6 * CURVE_LENGTH, nodes: this.nodes, scratch: this.scratch.offset },
    });
  }

  close(): void {
    this.tables.free();
    this.scratch?.free();
    this.scratch = null;
  }
}
