import { beforeAll, expect, it } from "vitest";
import { filterTools } from "../tools.fixture";
import { alphaTable, lumaKey } from "./luma-key";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

const settings = { low: 0.2, lowSmooth: 0.2, high: 0.8, highSmooth: 0.1 };

it("is transparent below and above, with ramps between", () => {
  const table = alphaTable(settings);
  const at = (luma: number): number => table[Math.round(16 + 219 * luma)] ?? -1;
  expect([at(0), at(0.19), at(0.5), at(0.81), at(1)]).toEqual([0, 0, 255, 0, 0]);
  expect(at(0.3) / 255).toBeCloseTo(0.5, 1);
  expect(at(0.75) / 255).toBeCloseTo(0.5, 1);
  expect([...alphaTable({ low: 0, lowSmooth: 0, high: 1, highSmooth: 0 })].every((value) => value === 255)).toBe(true);
});

it("gives premultiplied pictures", () => {
  const source = tools.allocate(256, 1, false);
  for (let x = 0; x < 256; x++) tools.memory[source.y + x] = x;
  tools.memory.fill(200, source.u, source.u + 128);
  const shown = lumaKey(settings, tools).apply(source, 0, true);
  const table = alphaTable(settings);
  for (let x = 0; x < 256; x++) {
    expect(tools.memory[(shown.a ?? 0) + x]).toBe(table[x]);
    expect(Math.abs((tools.memory[shown.y + x] ?? 0) - 16 - ((x - 16) * (table[x] ?? 0)) / 255)).toBeLessThan(0.51);
  }
  expect(tools.memory[shown.u]).toBe(128);
  expect(tools.memory[shown.u + 64]).toBe(200);
});
