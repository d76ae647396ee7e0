import type { Kernels } from "./kernels";
import type { Memory } from "./memory";
import { Scratch } from "./scratch";
import type { CompiledKernels } from "./wasm-kernels";

/** What everything that draws on the stage works with: the kernels and their memory. */
export interface DrawingContext {
  readonly kernels: Kernels;
  readonly compiled: CompiledKernels;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memory: Memory;
  readonly scratch: Scratch;
}

/** `bytes` is all of the kernels' memory, which `memory` hands out; `compiled` are kernels that filters call by name. */
export function createContext(
  kernels: Kernels,
  bytes: Uint8Array<ArrayBuffer>,
  memory: Memory,
  compiled: CompiledKernels = {},
): DrawingContext {
  return { kernels, compiled, bytes, memory, scratch: new Scratch(memory) };
}
