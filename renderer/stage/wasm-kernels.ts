import type { Kernels } from "./kernels";

/** Everything the compiled module exports: renderer/stage/wasm/ and renderer/filters/wasm/. */
export type CompiledKernels = Readonly<Record<string, (...values: number[]) => number>>;

/** The kernels in WebAssembly, with the memory they work in. */
export interface WasmKernels extends Kernels {
  /** All of the memory, MEMORY_SIZE (kernels-plugin.ts) bytes; it never grows nor moves. */
  readonly memory: Uint8Array<ArrayBuffer>;
  /** For rooms that have kernels of their own. */
  readonly compiled: CompiledKernels;
}

/** What wasm/ exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  recode(...values: number[]): void;
  deinterleave(...values: number[]): void;
  halve(...values: number[]): void;
  scale(...values: number[]): void;
  halveAcross(...values: number[]): void;
  halveDown(...values: number[]): void;
  fromRgb(...values: number[]): void;
  fromRgba(...values: number[]): void;
  copy(...values: number[]): void;
  fill(...values: number[]): void;
  same(...values: number[]): number;
  over(...values: number[]): void;
  overChroma(...values: number[]): void;
  premultiplyLuma(...values: number[]): void;
  premultiplyChroma(...values: number[]): void;
  mix(...values: number[]): void;
  blendLight(...values: number[]): void;
  turn(...values: number[]): void;
}

/** As wasm/modes.ts numbers them. */
const modes = { add: 0, screen: 1, multiply: 2 } as const;

/** Starts the compiled kernels. */
export async function startKernels(code: BufferSource): Promise<WasmKernels> {
  const { instance } = await WebAssembly.instantiate(code, {});
  const wasm = instance.exports as unknown as Exports;
  return {
    memory: new Uint8Array(wasm.memory.buffer as ArrayBuffer),
    compiled: instance.exports as unknown as CompiledKernels,
    recode: (a, k) =>
      wasm.recode(
        ...[a.y, a.u, a.v, a.lumaStride, a.chromaStride, a.width, a.height],
        ...[k.lumaGain, k.lumaOffset, k.lumaU, k.lumaV, k.uGain, k.uV, k.vU, k.vGain],
      ),
    deinterleave: (source, u, v, count) => wasm.deinterleave(source, u, v, count),
    halve: (source, stride, target, width, height) => wasm.halve(source, stride, target, width, height),
    halveAcross: (source, stride, target, width, height) => wasm.halveAcross(source, stride, target, width, height),
    halveDown: (source, stride, target, width, height) => wasm.halveDown(source, stride, target, width, height),
    scale: (s) =>
      wasm.scale(
        ...[s.source, s.sourceStride, s.sourceWidth, s.target, s.targetStride, s.targetWidth, s.targetHeight],
        ...[s.columns, s.rows, s.line],
      ),
    fromRgb: (source, stride, y, u, v, width, height, redShift) =>
      wasm.fromRgb(source, stride, y, u, v, width, height, redShift),
    fromRgba: ({ source, stride, width, height, redShift, straight }, y, u, v, a) =>
      wasm.fromRgba(source, stride, y, u, v, a, width, height, redShift, straight ? 1 : 0),
    copy: (source, sourceStride, target, targetStride, width, height) =>
      wasm.copy(source, sourceStride, target, targetStride, width, height),
    fill: (target, stride, width, height, value) => wasm.fill(target, stride, width, height, value),
    same: (a, b, bytes) => wasm.same(a, b, bytes) !== 0,
    over: (l, black) =>
      wasm.over(
        ...[l.source, l.sourceStride, l.target, l.targetStride, l.alpha, l.alphaStride, l.width, l.height],
        ...[black, l.opacity],
      ),
    overChroma: (l) =>
      wasm.overChroma(
        ...[l.source, l.sourceStride, l.target, l.targetStride, l.alpha, l.alphaStride, l.width, l.height, l.opacity],
      ),
    premultiply: ({ y, u, v, a, lumaStride, chromaStride, alphaStride, width, height }) => {
      wasm.premultiplyLuma(y, lumaStride, a ?? 0, alphaStride, width, height);
      wasm.premultiplyChroma(u, chromaStride, a ?? 0, alphaStride, width / 2, height / 2);
      wasm.premultiplyChroma(v, chromaStride, a ?? 0, alphaStride, width / 2, height / 2);
    },
    light: (mode, s, t, opacity, scratch) =>
      wasm.blendLight(
        ...[modes[mode], t.y, t.u, t.v, t.a ?? 0, t.lumaStride, t.chromaStride, t.alphaStride],
        ...[s.y, s.u, s.v, s.a ?? 0, s.lumaStride, s.chromaStride, s.alphaStride, s.width, s.height, opacity, scratch],
      ),
    turn: (t) =>
      wasm.turn(
        ...[t.source, t.sourceStride, t.sourceWidth, t.sourceHeight],
        ...[t.target, t.targetStride, t.targetWidth, t.targetHeight],
        ...[t.x0, t.y0, t.xAcross, t.yAcross, t.xDown, t.yDown, t.outside],
      ),
    mix: (a, b, target, bytes, weight) => wasm.mix(a, b, target, bytes, weight),
  };
}
