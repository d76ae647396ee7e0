import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../../../electron/contract/words";
import { ProblemError } from "../../../electron/contract/problem";
import type { Layer } from "../../stage/layer";
import type { VideoFilter } from "../kind";
import { filterTools, known, layRgba, rgbAt, samplesOf } from "../tools.fixture";
import { inSlices } from "../slices";
import { parseCubeFile } from "./cube-file";
import { lut } from "./lut";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

type Colour = readonly [number, number, number];

function cubeText(size: number, change: (colour: Colour) => readonly number[], head = ""): string {
  const lines = Array.from({ length: size ** 3 }, (_, i) => {
    const place = [i % size, Math.floor(i / size) % size, Math.floor(i / size ** 2)].map((n) => n / (size - 1));
    return change(place as unknown as Colour).map((value) => value.toFixed(6)).join(" ");
  });
  return `TITLE "a test"\n# made for it\n${head}LUT_3D_SIZE ${size}\n${lines.join("\n")}\n`;
}

async function withTable(text: string, amount = 1): Promise<VideoFilter> {
  const filter = lut({ file: "/tables/a.cube", amount }, tools);
  await filter.file?.("/tables/a.cube", new TextEncoder().encode(text));
  return filter;
}

/** Colours of all of R'G'B', two by two pixels each. */
function colours(): Layer {
  const pixels = new Uint8ClampedArray(4 * 64 * 64);
  for (let y = 0; y < 64; y++) {
    for (let x = 0; x < 64; x++) {
      const index = 32 * (y >> 1) + (x >> 1);
      pixels.set([(index % 10) * 28, (Math.floor(index / 10) % 10) * 28, Math.floor(index / 100) * 25, 255], 4 * (64 * y + x));
    }
  }
  const layer = tools.allocate(64, 64, false);
  layRgba(tools.memory, layer, pixels, true);
  return layer;
}

/** Mean and greatest difference of R'G'B', in 1/255, to what `change` makes of the source. */
function difference(source: Layer, shown: Layer, change: (colour: Colour) => readonly number[]): { mean: number; greatest: number } {
  let [sum, count, greatest] = [0, 0, 0];
  const limited = (value: number): number => Math.min(Math.max(value, 0), 1);
  for (let y = 0; y < 64; y += 2) {
    for (let x = 0; x < 64; x += 2) {
      const before = rgbAt(tools.memory, source, x, y).map(limited) as unknown as Colour;
      const found = rgbAt(tools.memory, shown, x, y);
      change(before).forEach((value, i) => {
        const error = 255 * Math.abs(limited(value) - limited(found[i] ?? 0));
        sum += error;
        count++;
        greatest = Math.max(greatest, error);
      });
    }
  }
  return { mean: sum / count, greatest };
}

describe("a table of three dimensions", () => {
  it.each([2, 17, 33, 65, 80])("that changes nothing, of %i nodes, changes nothing but what no screen could show", async (size) => {
    const filter = await withTable(cubeText(size, (colour) => colour));
    const source = colours();
    const shown = filter.apply(source, 0, true);
    const [before, after] = [samplesOf(tools.memory, source), samplesOf(tools.memory, shown)];
    expect(after.every((value, i) => Math.abs(value - (before[i] ?? 0)) <= 1)).toBe(true);
    // Codes that stand for a colour inside of R'G'B' come back as they were.
    let inside = 0;
    for (let y = 0; y < 64; y += 2) {
      for (let x = 0; x < 64; x += 2) {
        if (rgbAt(tools.memory, source, x, y).some((value) => value < 0 || value > 1)) continue;
        inside++;
        const chroma = (y >> 1) * source.chromaStride + (x >> 1);
        expect(tools.memory[shown.y + y * shown.lumaStride + x]).toBe(tools.memory[source.y + y * source.lumaStride + x]);
        expect(tools.memory[shown.u + (y >> 1) * shown.chromaStride + (x >> 1)]).toBe(tools.memory[source.u + chroma]);
        expect(tools.memory[shown.v + (y >> 1) * shown.chromaStride + (x >> 1)]).toBe(tools.memory[source.v + chroma]);
      }
    }
    expect(inside).toBeGreaterThan(500);
    filter.close();
  });

  it("is applied as it would be to R'G'B'", async () => {
    const change = ([r, g, b]: Colour): readonly number[] => [0.8 * g + 0.1, 1 - r, 0.5 * b + 0.3 * r];
    const filter = await withTable(cubeText(9, change));
    const source = colours();
    const { mean, greatest } = difference(source, filter.apply(source, 0, true), change);
    expect(mean).toBeLessThan(1);
    expect(greatest).toBeLessThan(3);
    filter.close();
  });

  it("is applied by its amount, and read over its domain", async () => {
    const invert = ([r, g, b]: Colour): readonly number[] => [1 - r, 1 - g, 1 - b];
    const source = colours();
    const partly = await withTable(cubeText(5, invert), 0.25);
    const quarter = difference(source, partly.apply(source, 0, true), (colour) => colour.map((value) => value + 0.25 * (1 - 2 * value)));
    expect(quarter.mean).toBeLessThan(1);
    partly.close();
    const doubled = await withTable(cubeText(5, (colour) => colour, "DOMAIN_MIN 0 0 0\nDOMAIN_MAX 0.5 0.5 0.5\n"));
    const twice = difference(source, doubled.apply(source, 0, true), (colour) => colour.map((value) => 2 * value));
    expect(twice.mean).toBeLessThan(1);
    doubled.close();
  });
});

it("is read in slices, the table before it applied so long, and given up when another comes", async () => {
  const filter = await withTable(cubeText(2, ([r, g, b]) => [1 - r, g, b]));
  const source = colours();
  const before = samplesOf(tools.memory, filter.apply(source, 0, true));
  const used = tools.used();
  const version = filter.version?.(0);
  let turns = 0;
  let reading = true;
  const others = (async () => {
    while (reading) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
      if (reading) expect(filter.version?.(0)).toBe(version);
    }
  })();
  const large = new TextEncoder().encode(cubeText(33, (colour) => colour));
  const first = filter.file?.("/tables/a.cube", large);
  expect(samplesOf(tools.memory, filter.apply(source, 0, false))).toEqual(before);
  await Promise.all([first, filter.file?.("/tables/a.cube", large).then(() => (reading = false))]);
  await others;
  expect(turns).toBeGreaterThan(3);
  expect(filter.version?.(0)).toBe((version ?? 0) + 1);
  filter.close();
  await withTable(cubeText(2, (colour) => colour)).then((other) => other.close());
  expect(tools.used()).toBeLessThanOrEqual(used);
});

it("applies a table of one dimension to each channel", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => `${(i / 99) ** 2} ${1 - i / 99} ${i / 99}`);
  const filter = await withTable(`LUT_1D_SIZE 100\r\n${rows.join("\r\n")}\r\n`);
  const source = colours();
  const { mean, greatest } = difference(source, filter.apply(source, 0, true), ([r, g, b]) => [r ** 2, 1 - g, b]);
  expect(mean).toBeLessThan(1);
  expect(greatest).toBeLessThan(3);
  filter.close();
});

it.each([
  ["nothing", ""],
  ["no table", "hello there\nyou\n"],
  ["too few entries", "LUT_3D_SIZE 2\n0 0 0\n1 1 1\n"],
  ["too many entries", `LUT_1D_SIZE 2\n${"0 0 0\n".repeat(3)}`],
  ["a size that cannot be", "LUT_3D_SIZE 1\n0 0 0\n"],
  ["a size that nobody could hold", "LUT_3D_SIZE 4096\n"],
  ["two numbers", "LUT_1D_SIZE 2\n0 0\n1 1\n"],
  ["words for numbers", "LUT_1D_SIZE 2\n0 0 0\n1 one 1\n"],
  ["an empty domain", "DOMAIN_MIN 1 1 1\nLUT_1D_SIZE 2\n0 0 0\n1 1 1\n"],
  ["two sizes", "LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n"],
  ["an image", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
])("tells of %s, and lets pictures pass", async (_name, text) => {
  const filter = lut({ file: "/tables/a.cube", amount: 1 }, tools);
  const failure = await filter.file?.("/tables/a.cube", new TextEncoder().encode(text)).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(ProblemError);
  const { problem } = failure as ProblemError;
  expect(problem).toMatchObject({ code: "lut-unreadable", subject: "a.cube" });
  expect(explain(problem).what).toContain("a.cube");
  const source = known(tools, 16, 16, false);
  expect(filter.apply(source, 0, true)).toBe(source);
  filter.close();
});

it("reads what Resolve writes", async () => {
  const cube = await inSlices(parseCubeFile("\uFEFFLUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.0 1.0\n\n" + "0.5 0.5 0.5\n".repeat(8), "a"), () => true);
  expect(cube).toMatchObject({ dimensions: 3, size: 2, low: [0, 0, 0], high: [1, 1, 1] });
});
