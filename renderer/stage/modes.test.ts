import { describe, expect, it } from "vitest";
import { expectSame, noise, wasmKernels } from "./kernels.fixture";
import { type Layer, layerAt } from "./layer";
import type { LightMode } from "./modes";

const modes: LightMode[] = ["add", "screen", "multiply"];
const alphas = noise(40_000, 3).map((byte) => (byte < 80 ? 0 : byte > 176 ? 255 : byte));

describe("WebAssembly gives what the reference gives, to the byte", () => {
  for (const mode of modes) {
    for (const [width, height] of [
      [64, 4],
      [70, 6],
      [6, 2],
      [2, 2],
    ] as const) {
      for (const [over, under] of [
        [true, false],
        [true, true],
        [false, false],
        [false, true],
      ] as const) {
        it(`${mode} ${width}x${height}${over ? " with alpha" : ""}${under ? " over alpha" : ""}`, async () => {
          for (const opacity of [255, 100]) {
            await expectSame((kernels, put) => {
              const source = layerAt(70_000, width, height, over);
              if (source.a !== null) put(source.a, alphas.subarray(0, width * height));
              kernels.light(mode, source, layerAt(200_003, width, height, under), opacity, 500_000);
              // Scratch is nobody's result.
              put(500_000, new Uint8Array(64));
            });
          }
        });
      }
    }
  }
});

type Rgb = readonly [number, number, number];

function encode([r, g, b]: Rgb): [number, number, number] {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748];
}

/** What a mode makes of two opaque colours, 0…1. */
const definitions: Record<LightMode, (under: number, over: number) => number> = {
  add: (d, s) => Math.min(1, d + s),
  screen: (d, s) => d + s - d * s,
  multiply: (d, s) => d * s,
};

function put(memory: Uint8Array, layer: Layer, colour: Rgb): void {
  const [y, u, v] = encode(colour);
  for (let i = 0; i < 4; i++) memory[layer.y + i] = Math.round(y);
  memory[layer.u] = Math.round(u);
  memory[layer.v] = Math.round(v);
}

describe("light", () => {
  it.each(modes)("%s is what it says, of colours in steps of a quarter", async (mode) => {
    const wasm = await wasmKernels();
    const over = layerAt(70_000, 2, 2, false);
    const under = layerAt(80_000, 2, 2, false);
    const steps = [0, 0.25, 0.5, 0.75, 1];
    for (const [r, g] of steps.flatMap((a) => steps.map((b) => [a, b] as const))) {
      for (const b of steps) {
        const s: Rgb = [r, g, b];
        const d: Rgb = [b, 0.5, r];
        put(wasm.memory, over, s);
        put(wasm.memory, under, d);
        wasm.light(mode, over, under, 255, 90_000);
        const wanted = encode(d.map((value, i) => definitions[mode](value, s[i] ?? 0)) as unknown as Rgb);
        const got = [wasm.memory[under.y], wasm.memory[under.u], wasm.memory[under.v]];
        // Both inputs were rounded to bytes before.
        got.forEach((value, i) => expect(Math.abs((value ?? 0) - (wanted[i] ?? 0)), `${mode} ${s} on ${d}`).toBeLessThan(2.6));
      }
    }
  });

  it("changes nothing by black light, nor by a white filter", async () => {
    const wasm = await wasmKernels();
    const over = layerAt(70_000, 16, 2, false);
    const under = layerAt(80_000, 16, 2, false);
    const before = noise(48, 5).map((byte) => 16 + (byte % 200));
    for (const [mode, luma] of [
      ["add", 16],
      ["screen", 16],
      ["multiply", 235],
    ] as const) {
      wasm.memory.set(before, under.y);
      wasm.memory.fill(luma, over.y, over.u).fill(128, over.u, over.u + 16);
      wasm.light(mode, over, under, 255, 90_000);
      expect([...wasm.memory.subarray(under.y, under.y + 48)]).toEqual([...before]);
    }
  });
});
