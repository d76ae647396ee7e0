import { describe, expect, it } from "vitest";
import { expectSame, noise, wasmKernels } from "./kernels.fixture";
import type { Laying } from "./blending";
import { layerAt } from "./layer";

/** Alpha as pictures have it: much of it nothing, much of it all. */
const alphas = noise(40_000, 3).map((byte) => (byte < 80 ? 0 : byte > 176 ? 255 : byte));

const sizes = [
  [64, 4],
  [70, 6],
  [34, 2],
  [6, 8],
  [2, 2],
] as const;

function laying(width: number, height: number, opacity: number, alpha: number): Laying {
  return {
    ...{ source: 1000, sourceStride: width + 7, target: 200_001, targetStride: width + 3, alpha, alphaStride: 2 * width + 4 },
    ...{ width, height, opacity },
  };
}

describe("WebAssembly gives what the reference gives, to the byte", () => {
  for (const [width, height] of sizes) {
    for (const opacity of [255, 128, 1]) {
      for (const alpha of [0, 400_000]) {
        it(`over ${width}x${height}, opacity ${opacity}, ${alpha === 0 ? "opaque" : "with alpha"}`, async () => {
          await expectSame((kernels, put) => {
            put(400_000, alphas);
            kernels.over(laying(width, height, opacity, alpha), 16);
            kernels.overChroma({ ...laying(width / 2, height / 2, opacity, alpha), target: 300_000 });
          });
        });
      }
    }
  }

  it.each(sizes)("copy and fill %ix%i", async (width, height) => {
    await expectSame((kernels) => {
      kernels.copy(500, width + 9, 100_000, width + 1, width, height);
      kernels.copy(500, width, 150_000, width, width, height);
      kernels.fill(200_000, width + 5, width, height, 77);
    });
  });

  it.each(sizes)("premultiply %ix%i", async (width, height) => {
    await expectSame((kernels) => kernels.premultiply(layerAt(70_000, width, height, true)));
  });

  it.each([1, 16, 63, 1000])("mix %i bytes", async (bytes) => {
    await expectSame((kernels) => {
      for (const weight of [0, 1, 100, 255]) kernels.mix(100, 50_000, 100_000 + weight * 1000, bytes, weight);
    });
  });

  it("same", async () => {
    const wasm = await wasmKernels();
    for (const bytes of [1, 63, 64, 200]) {
      wasm.memory.set(noise(bytes, 1), 70_000);
      wasm.memory.set(noise(bytes, 1), 80_000);
      expect(wasm.same(70_000, 80_000, bytes)).toBe(true);
      for (const at of [0, bytes >> 1, bytes - 1]) {
        wasm.memory[80_000 + at] = (wasm.memory[80_000 + at] ?? 0) ^ 4;
        expect(wasm.same(70_000, 80_000, bytes)).toBe(false);
        wasm.memory[80_000 + at] = (wasm.memory[80_000 + at] ?? 0) ^ 4;
      }
    }
  });
});

describe("laying", () => {
  it("leaves the target as it is where alpha is nothing, and is the source where it is all", async () => {
    const wasm = await wasmKernels();
    const [at, over, alpha] = [70_000, 80_000, 90_000];
    for (const value of [0, 16, 100, 235, 255]) {
      wasm.memory.fill(value, at, at + 32);
      wasm.memory.fill(16, over, over + 16).fill(200, over + 16, over + 32);
      wasm.memory.fill(0, alpha, alpha + 16).fill(255, alpha + 16, alpha + 32);
      const by = { alpha, alphaStride: 32, width: 32, height: 1, opacity: 255 };
      wasm.over({ source: over, sourceStride: 32, target: at, targetStride: 32, ...by }, 16);
      expect([...wasm.memory.subarray(at, at + 32)]).toEqual([...Array(16).fill(value), ...Array(16).fill(200)]);
    }
  });

  it("lets half of a colour through at half opacity, by the definition", async () => {
    const wasm = await wasmKernels();
    for (let opacity = 0; opacity < 256; opacity++) {
      wasm.memory[70_000] = 200;
      wasm.memory[80_000] = 60;
      const plane = { source: 80_000, sourceStride: 1, target: 70_000, targetStride: 1, alpha: 0, alphaStride: 0 };
      wasm.over({ ...plane, width: 1, height: 1, opacity }, 16);
      const wanted = 200 + ((60 - 200) * opacity) / 255;
      expect(Math.abs((wasm.memory[70_000] ?? 0) - wanted)).toBeLessThanOrEqual(1);
    }
  });
});
