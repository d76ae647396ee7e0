import { expect } from "vitest";
import { type Kernels, referenceKernels } from "./kernels";
import { compileKernels } from "./kernels-plugin";
import { startKernels, type WasmKernels } from "./wasm-kernels";

/** Bytes of memory that are compared. */
export const MEMORY = 1 << 20;

/** The same noise at every run (mulberry32). */
export function noise(length: number, seed: number): Uint8Array {
  const next = random(seed);
  return Uint8Array.from({ length }, () => Math.floor(next() * 256));
}

/** Numbers from 0 to 1, the same at every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let compiled: Promise<WasmKernels> | undefined;

export function wasmKernels(): Promise<WasmKernels> {
  compiled ??= compileKernels().then(startKernels);
  return compiled;
}

const start = noise(MEMORY, 7);

type Run = (kernels: Kernels, put: (at: number, bytes: Uint8Array) => void) => void;

/** Runs the same on the reference and on WebAssembly over noise, and compares all of the memory. */
export async function expectSame(run: Run): Promise<void> {
  const wasm = await wasmKernels();
  const plain = start.slice();
  run(referenceKernels(plain), (at, bytes) => plain.set(bytes, at));
  const fast = wasm.memory;
  fast.set(start);
  run(wasm, (at, bytes) => fast.set(bytes, at));
  if (Buffer.compare(fast.subarray(0, MEMORY), plain) === 0) {
    expect(Buffer.compare(start, plain)).not.toBe(0);
    return;
  }
  const different = plain.findIndex((byte, i) => fast[i] !== byte);
  throw new Error(`byte ${different} is ${fast[different]} instead of ${plain[different]}`);
}
