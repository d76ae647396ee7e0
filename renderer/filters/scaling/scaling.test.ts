import { beforeAll, expect, it } from "vitest";
import type { Layer } from "../../stage/layer";
import { filterTools, known } from "../tools.fixture";
import { type ScalingSettings } from "./schema";
import { scaling } from "./scaling";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

const shown = (source: Layer, settings: ScalingSettings): Layer => scaling(settings, tools).apply(source, 0, true);
const luma = (layer: Layer, x: number, y: number): number => tools.memory[layer.y + y * layer.lumaStride + x] ?? 0;

it("passes what has the size already", () => {
  const source = known(tools, 20, 20, true);
  expect(shown(source, { width: 20, height: 20, method: "area" })).toBe(source);
});

it("takes the nearest pixel: each twice, at twice the size", () => {
  const source = known(tools, 20, 14, true);
  const layer = shown(source, { width: 40, height: 28, method: "nearest" });
  for (let y = 0; y < 28; y++) for (let x = 0; x < 40; x++) expect(luma(layer, x, y)).toBe(luma(source, x >> 1, y >> 1));
});

it("takes the mean of what a pixel covers", () => {
  const source = known(tools, 30, 20, false);
  const layer = shown(source, { width: 12, height: 8, method: "area" });
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 12; x++) {
      let [sum, weights] = [0, 0];
      for (let sy = 0; sy < 20; sy++) {
        for (let sx = 0; sx < 30; sx++) {
          const across = Math.max(0, Math.min(sx + 1, (x + 1) * 2.5) - Math.max(sx, x * 2.5));
          const down = Math.max(0, Math.min(sy + 1, (y + 1) * 2.5) - Math.max(sy, y * 2.5));
          sum += across * down * luma(source, sx, sy);
          weights += across * down;
        }
      }
      expect(Math.abs(luma(layer, x, y) - sum / weights)).toBeLessThan(1.5);
    }
  }
});

it("lies between the nearest pixels, and passes none over", () => {
  const source = tools.allocate(64, 2, false);
  for (let y = 0; y < 2; y++) for (let x = 0; x < 64; x++) tools.memory[source.y + y * source.lumaStride + x] = 3 * x;
  for (const width of [100, 48, 9]) {
    const layer = shown(source, { width, height: 2, method: "bilinear" });
    for (let x = 1; x + 1 < width; x++) {
      expect(Math.abs(luma(layer, x, 0) - 3 * (((x + 0.5) * 64) / width - 0.5))).toBeLessThan(1);
    }
  }
});
