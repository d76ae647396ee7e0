import { beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../stage/layer";
import { filterTools, known, layRgba, rgbAt, samplesOf } from "../tools.fixture";
import { colourCorrection } from "./colour-correction";
import { ColourCorrectionSettings } from "./schema";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

const corrected = (source: Layer, settings: Partial<ColourCorrectionSettings>): Layer =>
  colourCorrection(ColourCorrectionSettings.parse(settings), tools).apply(source, 0, true);

/** A layer of 16 by 16 colours, each over two by two pixels, from all of R'G'B'. */
function colours(): Layer {
  const pixels = new Uint8ClampedArray(4 * 32 * 32);
  for (let y = 0; y < 32; y++) {
    for (let x = 0; x < 32; x++) {
      const index = 16 * (y >> 1) + (x >> 1);
      pixels.set([(index & 7) * 36, ((index >> 3) & 7) * 36, (index >> 6) * 85, 255], 4 * (32 * y + x));
    }
  }
  const layer = tools.allocate(32, 32, false);
  layRgba(tools.memory, layer, pixels, true);
  return layer;
}

const limited = (value: number): number => Math.min(Math.max(value, 0), 1);

/** Luma and chroma of a colour in steps, unrounded. */
function stepsOf([red, green, blue]: readonly number[]): readonly [number, number, number] {
  const luma = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return [16 + 219 * luma, 128 + (224 * ((blue ?? 0) - luma)) / 1.8556, 128 + (224 * ((red ?? 0) - luma)) / 1.5748];
}

/** Mean and greatest difference, in steps, between what the filter gives and the same computed on R'G'B' in floats. */
function difference(
  settings: Partial<ColourCorrectionSettings>,
  direct: (colour: readonly number[]) => readonly number[],
): { mean: number; greatest: number } {
  const source = colours();
  const shown = corrected(source, settings);
  let [sum, count, greatest] = [0, 0, 0];
  for (let y = 0; y < 32; y += 2) {
    for (let x = 0; x < 32; x += 2) {
      const wanted = stepsOf(direct(rgbAt(tools.memory, source, x, y)));
      const chroma = (y >> 1) * shown.chromaStride + (x >> 1);
      const found = [shown.y + y * shown.lumaStride + x, shown.u + chroma, shown.v + chroma];
      found.forEach((at, i) => {
        const error = Math.abs((tools.memory[at] ?? 0) - Math.min(Math.max(wanted[i] ?? 0, 0), 255));
        sum += error;
        count++;
        greatest = Math.max(greatest, error);
      });
    }
  }
  return { mean: sum / count, greatest };
}

it("passes a picture by which nothing is to be changed", () => {
  const source = known(tools, 20, 20, true);
  expect(corrected(source, {})).toBe(source);
});

describe("gives what the same does to R'G'B'", () => {
  // Far up, the curve is so steep at black that a part of a step becomes many.
  it.each([
    [-2, 1],
    [-0.5, 1],
    [0.5, 2],
    [2, 13],
  ])("gamma %f", (gamma, most) => {
    const exponent = gamma < 0 ? 1 - gamma : 1 / (1 + gamma);
    const { mean, greatest } = difference({ gamma }, (colour) => colour.map((value) => limited(value) ** exponent));
    expect(mean).toBeLessThan(0.5);
    expect(greatest).toBeLessThan(most);
  });

  it("brightness and contrast", () => {
    const { mean, greatest } = difference({ brightness: 0.1, contrast: -0.5 }, (colour) =>
      colour.map((value) => (value - 0.5) / 1.5 + 0.6),
    );
    expect(mean).toBeLessThan(0.5);
    expect(greatest).toBeLessThan(1);
  });

  it("saturation", () => {
    const { mean, greatest } = difference({ saturation: -0.4 }, (colour) => {
      const luma = ((stepsOf(colour)[0] ?? 0) - 16) / 219;
      return colour.map((value) => luma + 0.6 * (value - luma));
    });
    expect(mean).toBeLessThan(0.5);
    expect(greatest).toBeLessThan(1);
  });
});

it("takes all colour out at the lowest saturation, and turns it by 180° into its complement", () => {
  const source = colours();
  const grey = corrected(source, { saturation: -1 });
  const turned = corrected(source, { hue: 180 });
  for (let i = 0; i < 16; i++) {
    expect(tools.memory[grey.u + i]).toBe(128);
    expect(tools.memory[grey.v + i]).toBe(128);
    expect(tools.memory[turned.u + i]).toBe(Math.min(255, 256 - (tools.memory[source.u + i] ?? 0)));
  }
});

it("makes opaque pictures as transparent as is wanted, premultiplied", () => {
  const source = colours();
  const shown = corrected(source, { opacity: 0.5 });
  for (let x = 0; x < 32; x++) {
    expect(tools.memory[(shown.a ?? 0) + x]).toBe(128);
    const luma = (tools.memory[source.y + x] ?? 0) - 16;
    expect(Math.abs((tools.memory[shown.y + x] ?? 0) - 16 - (luma * 128) / 255)).toBeLessThan(0.51);
  }
});

it("changes the colours of half transparent pictures as those of opaque ones", () => {
  const opaque = tools.allocate(16, 2, false);
  const half = tools.allocate(16, 2, true);
  const pixels = new Uint8ClampedArray(4 * 32).map((_, i) => [60 + i, 120, 200 - i, 255][i & 3] ?? 0);
  layRgba(tools.memory, opaque, pixels, true);
  layRgba(tools.memory, half, pixels.map((value, i) => ((i & 3) === 3 ? 128 : value)), false);
  const settings = { gamma: 0.3, contrast: 0.4, brightness: 0.05, saturation: 0.2 };
  const wanted = samplesOf(tools.memory, corrected(opaque, settings));
  const shown = corrected(half, settings);
  expect(shown.a).toBe(half.a);
  const found = samplesOf(tools.memory, { ...shown, a: null });
  wanted.forEach((value, i) => {
    const black = i < 32 ? 16 : 128;
    expect(Math.abs((found[i] ?? 0) - black - ((value - black) * 128) / 255)).toBeLessThan(2);
  });
});
