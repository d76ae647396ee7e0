import type { OwnedLayer } from "../sources/picture";
import type { Layer } from "../stage/layer";
import type { Kernels } from "../stage/kernels";
import { compileKernels } from "../stage/kernels-plugin";
import { Memory, SLACK } from "../stage/memory";
import { type CompiledKernels, startKernels } from "../stage/wasm-kernels";
import type { FilterTools } from "./kind";

const DIRTY = { from: 65_536, to: 32 << 20 };

/** What the stage lends to filters, for tests. */
export async function filterTools(): Promise<FilterTools & { readonly used: () => number }> {
  const wasm = await startKernels(await compileKernels());
  // What nobody wrote must not be seen: let it be no colour of any picture.
  wasm.memory.fill(0xa5, DIRTY.from, DIRTY.to);
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

/** A picture of everything: ramps, edges, noise and, where wanted, alpha from nothing to all. The same at every run. */
export function known(tools: FilterTools, width: number, height: number, alpha: boolean): OwnedLayer {
  const pixels = new Uint8ClampedArray(4 * width * height);
  let state = 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const grain = (state >>> 24) / 32;
      const stripe = ((x >> 3) + (y >> 3)) & 1;
      const colour = [(255 * x) / width, stripe * 200, (255 * y) / height].map((value) => value + grain);
      const a = alpha ? Math.min(255, Math.max(0, (510 * (x + y)) / (width + height) - 128)) : 255;
      pixels.set([...colour, a], 4 * (y * width + x));
    }
  }
  const layer = tools.allocate(width, height, alpha);
  layRgba(tools.memory, layer, pixels, false);
  return layer;
}

/** All samples of a layer, without what lies between rows and planes. */
export function samplesOf(memory: Uint8Array, layer: Layer): Buffer {
  const chroma = [(layer.width + 1) >> 1, (layer.height + 1) >> 1] as const;
  const rows = (offset: number, stride: number, width: number, height: number): Uint8Array[] =>
    Array.from({ length: height }, (_, row) => memory.subarray(offset + row * stride, offset + row * stride + width));
  return Buffer.concat([
    ...rows(layer.y, layer.lumaStride, layer.width, layer.height),
    ...rows(layer.u, layer.chromaStride, ...chroma),
    ...rows(layer.v, layer.chromaStride, ...chroma),
    ...(layer.a === null ? [] : rows(layer.a, layer.alphaStride, layer.width, layer.height)),
  ]);
}

/** The colour of a pixel as full-range R'G'B' of 0…1, not limited. */
export function rgbAt(memory: Uint8Array, layer: Layer, x: number, y: number): [number, number, number] {
  const luma = ((memory[layer.y + y * layer.lumaStride + x] ?? 0) - 16) / 219;
  const chroma = (y >> 1) * layer.chromaStride + (x >> 1);
  const cb = ((memory[layer.u + chroma] ?? 0) - 128) / 224;
  const cr = ((memory[layer.v + chroma] ?? 0) - 128) / 224;
  return [luma + 1.5748 * cr, luma - 0.187324 * cb - 0.468124 * cr, luma + 1.8556 * cb];
}
