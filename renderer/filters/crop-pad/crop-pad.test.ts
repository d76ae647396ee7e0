import { beforeAll, expect, it } from "vitest";
import type { Layer } from "../../stage/layer";
import { filterTools, known } from "../tools.fixture";
import { cropPad, windowOf } from "./crop-pad";
import { CropPadSettings } from "./schema";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

function shown(source: Layer, settings: Partial<CropPadSettings>): Layer {
  const filter = cropPad(CropPadSettings.parse(settings), tools);
  filter.size?.(source);
  return filter.apply(source, 0, true);
}

const luma = (layer: Layer, x: number, y: number): number => tools.memory[layer.y + y * layer.lumaStride + x] ?? 0;
const u = (layer: Layer, x: number, y: number): number => tools.memory[layer.u + y * layer.chromaStride + x] ?? 0;
const alpha = (layer: Layer, x: number, y: number): number =>
  layer.a === null ? 255 : (tools.memory[layer.a + y * layer.alphaStride + x] ?? 0);

it.each([
  [0, 0],
  [2, 4],
  [3, 0],
  [0, 5],
  [7, 9],
])("cuts %i from the left and %i from the top, to the pixel", (left, top) => {
  for (const withAlpha of [false, true]) {
    const source = known(tools, 33, 27, withAlpha);
    const layer = shown(source, { left, top, right: 4, bottom: 1 });
    expect([layer.width, layer.height]).toEqual([29 - left, 26 - top]);
    for (let y = 0; y < layer.height; y++) {
      for (let x = 0; x < layer.width; x++) {
        expect(luma(layer, x, y)).toBe(luma(source, x + left, y + top));
        expect(alpha(layer, x, y)).toBe(alpha(source, x + left, y + top));
      }
    }
    // Chroma is where it was: the mean of the samples that an odd corner lies between.
    const at = [3 + Math.floor(left / 2), 2 + Math.floor(top / 2)] as const;
    const around = [0, left & 1].flatMap((dx) => [0, top & 1].map((dy) => u(source, at[0] + dx, at[1] + dy)));
    expect(Math.abs(u(layer, 3, 2) - around.reduce((sum, value) => sum + value) / 4)).toBeLessThanOrEqual(0.5);
    source.free();
  }
});

it.each([
  [4, 2],
  [3, 5],
])("adds %i at the left and %i at the top, transparent", (left, top) => {
  const source = known(tools, 20, 10, false);
  const layer = shown(source, { left: -left, top: -top, right: -7, bottom: 2 });
  expect([layer.width, layer.height]).toEqual([20 + left + 7, 10 + top - 2]);
  for (let y = 0; y < layer.height; y++) {
    for (let x = 0; x < layer.width; x++) {
      const inside = x >= left && x < left + 20 && y >= top;
      expect(alpha(layer, x, y)).toBe(inside ? 255 : 0);
      expect(luma(layer, x, y)).toBe(inside ? luma(source, x - left, y - top) : 16);
    }
  }
  source.free();
});

it("says what part is shown", () => {
  const size = { width: 100, height: 50 };
  const parse = (settings: Partial<CropPadSettings>): CropPadSettings => CropPadSettings.parse(settings);
  expect(windowOf(parse({ left: 10, right: 20 }), size)).toEqual({ x: 10, y: 0, width: 70, height: 50 });
  expect(windowOf(parse({ relative: false, left: 10, top: 5, width: 30 }), size)).toEqual({ x: 10, y: 5, width: 30, height: 45 });
  expect(windowOf(parse({ left: 90, right: 90 }), size)).toMatchObject({ width: 1 });
});

it("means pixels of the source, in whatever resolution it comes", () => {
  const source = known(tools, 50, 30, false);
  const filter = cropPad(CropPadSettings.parse({ left: 20, bottom: 10 }), tools);
  expect(filter.size?.({ width: 100, height: 60 })).toEqual({ width: 80, height: 50 });
  expect(filter.apply(source, 0, true)).toMatchObject({ width: 40, height: 25, y: source.y + 10 });
  source.free();
});
