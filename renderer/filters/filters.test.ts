import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { filterKind, filterKinds } from "./kinds";
import { filterTools, known, samplesOf } from "./tools.fixture";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

const cube = new TextEncoder().encode(
  `LUT_3D_SIZE 2\n0 0 0\n0.9 0.1 0\n0 1 0\n1 0.8 0\n0.1 0 1\n1 0 1\n0 1 0.7\n1 1 1\n`,
);

/** What every filter makes of known pictures: opaque at 64x36, opaque at 37x23, with alpha at 50x31. */
const golden: readonly (readonly [kind: string, settings: Record<string, unknown>, hashes: readonly string[]])[] = [
  ["chroma-key", {}, ["5a0b761cbc05d9af", "4523670158fa058b", "5d2aef3c9564c926"]],
  ["chroma-key", { key: "custom", colour: "#3355ee", similarity: 420, smoothness: 80, spill: 300 },
    ["7ed77d11cf5d530d", "978436ff462b78a9", "394db035818174bf"]],
  ["colour-correction", { contrast: 0.5, brightness: -0.1, saturation: 0.7, hue: 40 },
    ["7b4a82d5f4d8b382", "bc4da5f021861f7f", "95b0d6148cfce59d"]],
  ["colour-correction", { gamma: -0.8, opacity: 0.6 }, ["db946c4a138884b1", "88452999348dec66", "5cd3882c37b7dfd0"]],
  ["colour-correction", { gamma: 0.4, contrast: -1, saturation: -1 },
    ["04fda798e1ad0954", "c9a541891beaa2c3", "0eb22e92d7256017"]],
  ["lut", { file: "/a.cube" }, ["75e6ccdc105292ec", "95c2fcf5d4f8d081", "bb7dd01a92ca8cf0"]],
  ["lut", { file: "/a.cube", amount: 0.4 }, ["c6cb707444693781", "175b7317af6a1c22", "14094b229b3eacd8"]],
  ["crop-pad", { left: 4, top: 2, right: 3, bottom: 5 }, ["796e98142b477087", "0b2d54a44895e603", "16301aa5b1d2f858"]],
  ["crop-pad", { left: 5, top: 3 }, ["dfdbea21bbb798ca", "60b79744ddad6e20", "0ade8d6a76dcd887"]],
  ["crop-pad", { left: -3, top: 2, right: -8, bottom: -1 },
    ["2ad0da6c6dbdf0d5", "0efcd46dbaabbc1b", "e4f6499fbab4fe76"]],
  ["crop-pad", { relative: false, left: 6, top: -5, width: 20, height: 21 },
    ["ecafb68e2b8110eb", "43728ad33bcbdda7", "dd7303ea569e0dcb"]],
  ["scaling", { width: 31, height: 47, method: "nearest" },
    ["5b82642d1e7d86ad", "4eeb5614b45a1113", "97f69b26cac60f8a"]],
  ["scaling", { width: 41, height: 30, method: "bilinear" },
    ["e09105624fd5bdc4", "ebc4d87d722aa112", "2c103f18a80d3ba8"]],
  ["scaling", { width: 12, height: 9, method: "bilinear" },
    ["83c24f7215824fca", "ce4462603000ca6b", "d4d1ecb2af1ab225"]],
  ["scaling", { width: 33, height: 10, method: "area" }, ["b03ea97dfa5515c2", "ec1d9432714f4441", "c9157121394db629"]],
  ["sharpen", { sharpness: 0.4 }, ["824a85bc3ecf36ef", "3a9fc77c3b17365c", "113aea31f1f1a71d"]],
  ["luma-key", { low: 0.2, lowSmooth: 0.3, high: 0.9, highSmooth: 0.05 },
    ["1ba142d1549c6124", "265bd37d17af8e9e", "7e312cf96da428a4"]],
  ["render-delay", { delay: 100 }, ["0143ee0452f6a2b9", "c252c784a9b463b5", "522939179ed1d405"]],
];

describe.each(golden)("%s %o", (name, settings, hashes) => {
  it("gives the same pixels everywhere, leaves the source alone and gives its memory back", async () => {
    const kind = filterKind(name);
    if (kind === null) throw new Error(`There is no ${name}`);
    const given = kind.settings.parse(settings);
    const before = tools.used();
    const filter = kind.filter(given, tools);
    for (const path of kind.files?.(given) ?? []) await filter.file?.(path, cube);
    const found: string[] = [];
    for (const [width, height, alpha] of [
      [64, 36, false],
      [37, 23, false],
      [50, 31, true],
    ] as const) {
      const source = known(tools, width, height, alpha);
      const samples = samplesOf(tools.memory, source);
      const size = filter.size?.(source) ?? source;
      const shown = filter.apply(source, 0, true);
      expect([shown.width, shown.height]).toEqual([size.width, size.height]);
      found.push(createHash("sha256").update(samplesOf(tools.memory, shown)).digest("hex").slice(0, 16));
      expect(samplesOf(tools.memory, source).equals(samples)).toBe(true);
      source.free();
    }
    filter.close();
    expect(tools.used()).toBe(before);
    expect(found).toEqual(hashes);
  });
});

it("every kind has settings for a new filter, and each of its fields is one of them", () => {
  expect(new Set(filterKinds.map(({ kind }) => kind)).size).toBe(filterKinds.length);
  for (const kind of filterKinds) {
    const settings = kind.settings.parse({});
    for (const field of kind.fields) if (field.type !== "action") expect(settings).toHaveProperty(field.key);
  }
});
