import type { CompiledKernels } from "../stage/wasm-kernels";
import type { Layer } from "../stage/layer";
import type { FilterKernels } from "./kernels";

const planes = ({ y, u, v, lumaStride, chromaStride }: Layer): readonly number[] => [y, u, v, lumaStride, chromaStride];

/** The filters' kernels out of the compiled module (wasm/). */
export function filterKernels(compiled: CompiledKernels): FilterKernels {
  /** Throws where the module was compiled without it. */
  const kernel = (name: string): ((...values: number[]) => number) => {
    const found = compiled[name];
    if (found === undefined) throw new Error(`There is no kernel ${name}`);
    return found;
  };
  const correct = kernel("correct");
  const grade = kernel("grade");
  const straighten = kernel("straighten");
  const fade = kernel("fade");
  const multiply = kernel("multiply");
  const contain = kernel("contain");
  const survey = kernel("survey");
  const separate = kernel("separate");
  const slopes = kernel("slopes");
  const unmix = kernel("unmix");
  const average = kernel("average");
  const map = kernel("map");
  const sharpen = kernel("sharpen");
  const pick = kernel("pick");
  const pool = kernel("pool");
  return {
    correct: (s, t, k) =>
      void correct(...planes(s), ...planes(t), s.width, s.height, k.gain, k.offset, k.uu, k.uv, k.vu, k.vv),
    grade: (s, t, g) =>
      void grade(...planes(s), ...planes(t), s.width, s.height, g.curves, g.cube, g.nodes, g.scratch),
    straighten: (s, t) =>
      void straighten(...planes(s), s.a ?? 0, s.alphaStride, ...planes(t), s.width, s.height),
    fade: (s, mask, t) => void fade(...planes(s), mask.offset, mask.stride, ...planes(t), s.width, s.height),
    multiply: (a, b, t, width, height) =>
      void multiply(a.offset, a.stride, b.offset, b.stride, t.offset, t.stride, width, height),
    contain: (l) => void contain(...planes(l), l.a ?? 0, l.alphaStride, l.width, l.height),
    survey: (s, key, m) =>
      void survey(
        ...planes(s),
        ...[s.width, s.height, key.u, key.v, key.similarity, key.ramp, m.luma, m.stride, m.sums],
      ),
    separate: (s, key, screen, m) =>
      void separate(
        ...[s.u, s.v, s.chromaStride, s.width, s.height, key.distance, key.similarity, key.ramp],
        ...[screen.alongU, screen.alongV, screen.distance, screen.suppression, m.plate, m.alpha, m.light, m.stride],
      ),
    slopes: (width, height, m) => void slopes(width, height, m.luma, m.alpha, m.slope, m.stride),
    unmix: (s, light, m, t) =>
      void unmix(
        ...planes(s),
        ...[s.width, s.height, light.y, light.u, light.v, m.alpha, m.luma, m.light, m.slope, m.stride, m.scratch],
        ...[t.y, t.u, t.v, t.a ?? 0, t.lumaStride, t.chromaStride, t.alphaStride],
      ),
    average: (s, size, t, width, height, right, below) =>
      void average(s.offset, s.stride, size.width, size.height, t.offset, t.stride, width, height, +right, +below),
    map: (s, t, width, height, table) => void map(s.offset, s.stride, t.offset, t.stride, width, height, table),
    sharpen: (s, t, width, height, amount) =>
      void sharpen(s.offset, s.stride, t.offset, t.stride, width, height, amount),
    pick: (s, t, width, height, columns, rows) =>
      void pick(s.offset, s.stride, t.offset, t.stride, width, height, columns, rows),
    pool: (s, sourceWidth, t, width, height, { columns, rows, scratch }) =>
      void pool(s.offset, s.stride, sourceWidth, t.offset, t.stride, width, height, columns, rows, scratch),
  };
}
