import { beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../stage/layer";
import { filterTools, layRgba, rgbAt } from "../tools.fixture";
import { chromaKey } from "./chroma-key";
import { greenScreen } from "./green-screen.fixture";
import { ChromaKeySettings } from "./schema";

type Colour = readonly [number, number, number];

const size = { width: 320, height: 240 };
const scene = greenScreen(size);

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

function keyed(pixels: Uint8ClampedArray, settings: Partial<ChromaKeySettings> = {}): Layer {
  const source = tools.allocate(size.width, size.height, false);
  layRgba(tools.memory, source, pixels, true);
  return chromaKey(ChromaKeySettings.parse(settings), tools).apply(source, 0, true);
}

const alphaAt = (layer: Layer, x: number, y: number): number =>
  layer.a === null ? 1 : (tools.memory[layer.a + y * layer.alphaStride + x] ?? 0) / 255;

/** A pixel of a layer over a background, 0…1. */
function composed(layer: Layer, x: number, y: number, background: Colour): readonly number[] {
  const rest = 1 - alphaAt(layer, x, y);
  return rgbAt(tools.memory, layer, x, y).map((value, c) => Math.min(Math.max(value + rest * (background[c] ?? 0), 0), 1));
}

/** Mean difference to the true composition in 1/255, of all pixels and of those that are partly covered. */
function errors(compose: (x: number, y: number) => readonly number[], background: Colour): { all: number; edges: number } {
  const truth = tools.allocate(size.width, size.height, false);
  layRgba(tools.memory, truth, scene.over(background), true);
  let [all, edges, count] = [0, 0, 0];
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const found = compose(x, y);
      const wanted = rgbAt(tools.memory, truth, x, y);
      const error = wanted.reduce((sum, value, c) => sum + Math.abs(Math.min(Math.max(value, 0), 1) - (found[c] ?? 0)), 0);
      const part = scene.alpha[y * size.width + x] ?? 0;
      all += error;
      if (part < 0.02 || part > 0.98) continue;
      edges += error;
      count++;
    }
  }
  truth.free();
  return { all: (85 * all) / (size.width * size.height), edges: (85 * edges) / count };
}

/** OBS's chroma key (chroma_key_filter.effect of OBS Studio 29) with its defaults, over a background. */
function asObs(source: Layer, background: Colour): (x: number, y: number) => readonly number[] {
  const limited = (value: number): number => Math.min(Math.max(value, 0), 1);
  const distance = (x: number, y: number): number => {
    const column = Math.min(Math.max(x, 0), size.width - 1) >> 1;
    const chroma = (Math.min(Math.max(y, 0), size.height - 1) >> 1) * source.chromaStride + column;
    const [cb, cr] = [tools.memory[source.u + chroma] ?? 0, tools.memory[source.v + chroma] ?? 0];
    return Math.hypot((cb - 128) / 224 + 0.385428, (cr - 128) / 224 + 0.454153);
  };
  return (x, y) => {
    const around = distance(x - 1, y) + distance(x + 1, y) + distance(x, y - 1) + distance(x, y + 1);
    const base = (2 * around + distance(x, y)) / 9 - 0.4;
    const alpha = limited(base / 0.08) ** 1.5;
    const kept = limited(base / 0.1) ** 1.5;
    const rgb = rgbAt(tools.memory, source, x, y).map(limited) as [number, number, number];
    const grey = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    return rgb.map((value, c) => alpha * (grey + (value - grey) * kept) + (1 - alpha) * (background[c] ?? 0));
  };
}

describe("a person before a green screen that is lit unevenly", () => {
  it.each([
    ["grey", [0.5, 0.5, 0.5], 1.3, 10],
    ["dark blue", [0.1, 0.1, 0.4], 2.1, 18.5],
    ["bright", [0.9, 0.85, 0.8], 1.7, 22],
  ] as const)("is nearly as it would be over %s, and nearer than by OBS's key", (_name, background, all, edges) => {
    const layer = keyed(scene.seen);
    const ours = errors((x, y) => composed(layer, x, y, background), background);
    const source = tools.allocate(size.width, size.height, false);
    layRgba(tools.memory, source, scene.seen, true);
    const theirs = errors(asObs(source, background), background);
    source.free();
    expect(ours.all).toBeLessThan(all);
    expect(ours.edges).toBeLessThan(edges);
    expect(ours.all).toBeLessThan(theirs.all);
    expect(ours.edges).toBeLessThan(0.7 * theirs.edges);
  });

  it("loses its spill: what is grey is grey", () => {
    const layer = keyed(scene.seen);
    let [seen, left, count] = [0, 0, 0];
    for (let y = 0.45 * size.height; y < 0.75 * size.height; y++) {
      for (let x = 0.72 * size.width; x < 0.83 * size.width; x++) {
        const at = [Math.floor(x), Math.floor(y)] as const;
        const pixel = 4 * (at[1] * size.width + at[0]);
        seen += (scene.seen[pixel + 1] ?? 0) - ((scene.seen[pixel] ?? 0) + (scene.seen[pixel + 2] ?? 0)) / 2;
        const [red, green, blue] = rgbAt(tools.memory, layer, ...at);
        left += 255 * (green - (red + blue) / 2);
        expect(alphaAt(layer, ...at)).toBe(1);
        count++;
      }
    }
    expect(seen / count).toBeGreaterThan(8);
    expect(Math.abs(left / count)).toBeLessThan(1);
  });

  it("is gone where there is only screen", () => {
    const layer = keyed(scene.seen);
    for (const [x, y] of [
      [2, 2],
      [317, 2],
      [2, 237],
      [317, 237],
      [200, 20],
    ] as const) {
      expect(alphaAt(layer, x, y)).toBe(0);
      expect(composed(layer, x, y, [0, 0, 0]).map((value) => Math.round(255 * value))).toEqual([0, 0, 0]);
    }
  });
});

it("leaves a picture without a screen as it is, opaque", () => {
  const pixels = new Uint8ClampedArray(4 * size.width * size.height).map((_, i) => [150, 110, 100, 255][i & 3] ?? 0);
  const layer = keyed(pixels);
  for (const [x, y] of [
    [0, 0],
    [319, 239],
    [100, 100],
  ] as const) {
    expect(alphaAt(layer, x, y)).toBe(1);
    expect(Math.round(255 * rgbAt(tools.memory, layer, x, y)[0])).toBeCloseTo(150, -1);
  }
});

it.each([
  ["blue", [0.15, 0.2, 0.7]],
  ["magenta", [0.7, 0.2, 0.65]],
  ["custom", [0.2, 0.65, 0.6]],
] as const)("keys %s", (key, screen) => {
  const pixels = new Uint8ClampedArray(4 * size.width * size.height);
  for (let i = 0; i < size.width * size.height; i++) {
    const colour = i % size.width < 160 ? screen : [0.7, 0.6, 0.5];
    pixels.set([...colour.map((value) => 255 * value), 255], 4 * i);
  }
  const layer = keyed(pixels, { key, colour: "#33a699" });
  expect(alphaAt(layer, 20, 100)).toBe(0);
  expect(alphaAt(layer, 300, 100)).toBe(1);
});
