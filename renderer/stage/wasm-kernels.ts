import type { Kernels } from "./kernels";

/** What wasm/kernels.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  recode(...values: number[]): void;
  deinterleave(...values: number[]): void;
  halve(...values: number[]): void;
  scale(...values: number[]): void;
  fromRgb(...values: number[]): void;
}

const PAGE = 65_536;
/** What the kernels may read after an area. */
export const SLACK = 64;

/** The kernels in WebAssembly, with the memory they work in. */
export interface WasmKernels extends Kernels {
  /** Makes the memory at least this large, in bytes, and gives all of it; views given before may be void. */
  memory(bytes: number): Uint8Array<ArrayBuffer>;
}

/** Starts the compiled kernels. */
export async function startKernels(code: BufferSource): Promise<WasmKernels> {
  const { instance } = await WebAssembly.instantiate(code, {});
  const wasm = instance.exports as unknown as Exports;
  let view = new Uint8Array(wasm.memory.buffer as ArrayBuffer);
  return {
    memory(bytes) {
      const missing = bytes + SLACK - wasm.memory.buffer.byteLength;
      if (missing > 0) wasm.memory.grow(Math.ceil(missing / PAGE));
      if (view.byteLength !== wasm.memory.buffer.byteLength) view = new Uint8Array(wasm.memory.buffer as ArrayBuffer);
      return view;
    },
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
