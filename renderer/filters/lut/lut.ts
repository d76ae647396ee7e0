import { type Curve, Grader } from "../grading";
import type { FilterKernels } from "../kernels";
import type { FilterTools, VideoFilter } from "../kind";
import { inSlices, type Sliced } from "../slices";
import { Straight } from "../straight";
import { filterKernels } from "../wasm-kernels";
import { type CubeFile, entry, lookUp, parseCubeFile, type Triple } from "./cube-file";
import type { LutSettings } from "./schema";

/** More nodes than this along an axis would be a table of more than 2 MiB, which no cache holds. */
const MOST_NODES = 65;

function graderOf(kernels: FilterKernels, tools: FilterTools, cube: CubeFile, amount: number): Grader {
  const mixed = (before: number, after: number): number => before + amount * (after - before);
  if (cube.dimensions === 1) {
    const curves = [0, 1, 2].map(
      (channel): Curve =>
        (value) =>
          mixed(value, lookUp(cube, [value, value, value])[channel] ?? 0),
    );
    return new Grader(kernels, tools, curves as unknown as readonly [Curve, Curve, Curve], null);
  }
  const nodes = Math.min(cube.size, MOST_NODES);
  const range = (channel: number): readonly [from: number, span: number] => {
    const from = cube.low[channel] ?? 0;
    return [from, (cube.high[channel] ?? 1) - from];
  };
  const places = [0, 1, 2].map((channel): Curve => {
    const [from, span] = range(channel);
    return (value) => (value - from) / span;
  });
  return new Grader(kernels, tools, places as unknown as readonly [Curve, Curve, Curve], {
    nodes,
    at(...indices) {
      if (nodes === cube.size && amount === 1) return entry(cube, ...indices);
      const colour = indices.map((index, channel) => {
        const [from, span] = range(channel);
        return from + (span * index) / (nodes - 1);
      }) as unknown as Triple;
      const found = nodes === cube.size ? entry(cube, ...indices) : lookUp(cube, colour);
      return found.map((after, channel) => mixed(colour[channel] ?? 0, after)) as unknown as Triple;
    },
  });
}

/** A grader by the table that is being read, ready to run; null where it would change nothing. Given up, it leaves nothing behind. */
function* made(kernels: FilterKernels, tools: FilterTools, reading: Sliced<CubeFile>, amount: number): Sliced<Grader | null> {
  const cube = yield* reading;
  if (amount === 0) return null;
  const grader = graderOf(kernels, tools, cube, amount);
  let whole = false;
  try {
    yield* grader.layCube();
    whole = true;
    return grader;
  } finally {
    if (!whole) grader.close();
  }
}

/** Changes colours by the table of a .cube file. */
export function lut({ file, amount }: LutSettings, tools: FilterTools): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const straight = new Straight(kernels, tools);
  let grader: Grader | null = null;
  let version = 0;
  let ready = file === "";
  /** Counts the files that came; who is not the newest any more gives up. */
  let turn = 0;
  const show = (next: Grader | null): void => {
    grader?.close();
    grader = next;
    ready = true;
    version++;
  };
  return {
    version: () => version,
    ready: () => ready,
    async file(path, bytes) {
      const its = ++turn;
      const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
      const wanted = (): boolean => its === turn;
      try {
        const next = await inSlices(made(kernels, tools, parseCubeFile(new TextDecoder().decode(bytes), name), amount), wanted);
        if (wanted()) show(next);
      } catch (error) {
        if (wanted()) show(null);
        throw error;
      }
    },
    apply(source) {
      const grading = grader;
      return grading === null ? source : straight.apply(source, (from, to) => grading.run(from, to));
    },
    close() {
      turn++;
      straight.close();
      grader?.close();
      grader = null;
    },
  };
}
