import { beforeAll, expect, it } from "vitest";
import { filterTools, known } from "../tools.fixture";
import { sharpen } from "./sharpen";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

it("leaves what is even alone and makes edges steeper, in luma only", () => {
  const source = tools.allocate(32, 8, false);
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 32; x++) tools.memory[source.y + y * source.lumaStride + x] = x < 16 ? 80 : 160;
  }
  const shown = sharpen({ sharpness: 0.1 }, tools).apply(source, 0, true);
  const row = [...tools.memory.subarray(shown.y + 3 * shown.lumaStride, shown.y + 3 * shown.lumaStride + 32)];
  // At the edge three of the eight neighbours differ by 80.
  expect(row).toEqual([...Array<number>(15).fill(80), 56, 184, ...Array<number>(15).fill(160)]);
  expect(shown).toMatchObject({ u: source.u, v: source.v, chromaStride: source.chromaStride, a: null });
});

it("does not make transparent edges shine", () => {
  const source = known(tools, 40, 40, true);
  const shown = sharpen({ sharpness: 1 }, tools).apply(source, 0, true);
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < 40; x++) {
      const alpha = tools.memory[(shown.a ?? 0) + y * shown.alphaStride + x] ?? 0;
      const luma = (tools.memory[shown.y + y * shown.lumaStride + x] ?? 0) - 16;
      expect(luma).toBeLessThanOrEqual(Math.round((239 * alpha) / 255) + 0.5);
      expect(luma).toBeGreaterThanOrEqual(-Math.round((16 * alpha) / 255) - 0.5);
    }
  }
});

it("passes pictures at 0", () => {
  const source = known(tools, 8, 8, false);
  expect(sharpen({ sharpness: 0 }, tools).apply(source, 0, true)).toBe(source);
});
