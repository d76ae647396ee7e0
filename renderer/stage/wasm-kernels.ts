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
  fromRgb(...values: number[]): void;
}

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
    scale: (s) =>
      wasm.scale(
        ...[s.source, s.sourceStride, s.sourceWidth, s.target, s.targetStride, s.targetWidth, s.targetHeight],
        ...[s.columns, s.rows, s.line],
      ),
    fromRgb: (source, stride, y, u, v, width, height, redShift) =>
      wasm.fromRgb(source, stride, y, u, v, width, height, redShift),
  };
}
