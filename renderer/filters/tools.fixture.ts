import type { OwnedLayer } from "../sources/picture";
import type { Layer } from "../stage/layer";
import type { Kernels } from "../stage/kernels";
import { compileKernels } from "../stage/kernels-plugin";
import { Memory, SLACK } from "../stage/memory";
import { type CompiledKernels, startKernels } from "../stage/wasm-kernels";
import type { FilterTools } from "./kind";

/** What the stage lends to filters, for tests. */
export async function filterTools(): Promise<FilterTools & { readonly used: () => number }> {
  const wasm = await startKernels(await compileKernels());
  return toolsOver(wasm.memory, wasm, wasm.compiled);
}

function toolsOver(
  memory: Uint8Array<ArrayBuffer>,
  kernels: Kernels,
  compiled: CompiledKernels,
): FilterTools & { readonly used: () => number } {
  const room = new Memory(memory.length);
  const allocate = (width: number, height: number, alpha: boolean): OwnedLayer => {
    const lumaStride = Math.ceil(width / 16) * 16;
    const chromaStride = Math.ceil(((width + 1) >> 1) / 16) * 16;
    const luma = lumaStride * height + SLACK;
    const chroma = chromaStride * ((height + 1) >> 1) + SLACK;
    const y = room.allocate(luma * (alpha ? 2 : 1) + 2 * chroma);
    const layer: Layer = {
      ...{ width, height, y, u: y + luma, v: y + luma + chroma, a: alpha ? y + luma + 2 * chroma : null },
      ...{ lumaStride, chromaStride, alphaStride: lumaStride },
    };
    return { ...layer, free: () => room.free(y) };
  };
  return {
    ...{ kernels, compiled, memory, allocate },
    allocateBytes(bytes) {
      const offset = room.allocate(bytes);
      return { offset, free: () => room.free(offset) };
    },
    fromRgba(pixels, { width, height }, premultiplied) {
      const layer = allocate(width, height, true);
      layRgba(memory, layer, pixels, premultiplied);
      return layer;
    },
    used: () => room.used,
  };
}

/** Full-range RGBA as BT.709 limited range, computed in floats: chroma is the mean of what is there of each block. */
export function layRgba(
  memory: Uint8Array,
  layer: Layer,
  pixels: Uint8Array | Uint8ClampedArray,
  premultiplied: boolean,
): void {
  const { width, height } = layer;
  const colour = (x: number, y: number): readonly [number, number, number] => {
    const at = 4 * (Math.min(y, height - 1) * width + Math.min(x, width - 1));
    const alpha = premultiplied ? 1 : (pixels[at + 3] ?? 0) / 255;
    const [r, g, b] = [0, 1, 2].map((i) => ((pixels[at + i] ?? 0) / 255) * alpha) as [number, number, number];
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return [16 + 219 * luma, (224 * (b - luma)) / 1.8556, (224 * (r - luma)) / 1.5748];
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      memory[layer.y + y * layer.lumaStride + x] = Math.round(colour(x, y)[0]);
      if (layer.a !== null) memory[layer.a + y * layer.alphaStride + x] = pixels[4 * (y * width + x) + 3] ?? 0;
      if ((x & 1) === 1 || (y & 1) === 1) continue;
      const block = [colour(x, y), colour(x + 1, y), colour(x, y + 1), colour(x + 1, y + 1)];
      const chroma = (y / 2) * layer.chromaStride + x / 2;
      memory[layer.u + chroma] = Math.round(128 + block.reduce((sum, c) => sum + c[1], 0) / 4);
      memory[layer.v + chroma] = Math.round(128 + block.reduce((sum, c) => sum + c[2], 0) / 4);
    }
  }
}
