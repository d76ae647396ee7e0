import { beforeAll, expect, it } from "vitest";
import { ProblemError } from "../../../electron/contract/problem";
import type { Layer } from "../../stage/layer";
import { filterTools, known } from "../tools.fixture";
import { imageMask } from "./image-mask";
import type { Pixels } from "./mask";
import { ImageMaskSettings } from "./schema";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

/** Left half seen by alpha, upper half by brightness. */
const image: Pixels = {
  width: 8,
  height: 8,
  data: new Uint8ClampedArray(256).map((_, i) => {
    const [x, y] = [(i >> 2) % 8, i >> 5];
    return (i & 3) === 3 ? (x < 4 ? 255 : 0) : y < 4 ? 255 : 0;
  }),
};

async function masked(source: Layer, settings: Partial<ImageMaskSettings>, pixels = image): Promise<Layer> {
  const filter = imageMask(ImageMaskSettings.parse(settings), tools, () => Promise.resolve(pixels));
  expect(filter.apply(source, 0, true)).toBe(source);
  const before = filter.version?.(0);
  await filter.file?.("/a.png", new Uint8Array());
  expect(filter.version?.(0)).not.toBe(before);
  return filter.apply(source, 0, false);
}

const alpha = (layer: Layer, x: number, y: number): number =>
  layer.a === null ? 255 : (tools.memory[layer.a + y * layer.alphaStride + x] ?? 0);
const luma = (layer: Layer, x: number, y: number): number => tools.memory[layer.y + y * layer.lumaStride + x] ?? 0;

it.each([
  [{}, true, true, false, false],
  [{ inverted: true }, false, false, true, true],
  [{ channel: "luma" }, true, false, false, false],
  [{ channel: "luma", inverted: true }, false, true, true, true],
] as const)("shows by %o", async (settings, leftTop, leftBottom, rightTop, rightBottom) => {
  for (const withAlpha of [false, true]) {
    const source = known(tools, 64, 32, withAlpha);
    const layer = await masked(source, settings);
    const corners = [
      [5, 5, leftTop],
      [5, 26, leftBottom],
      [58, 5, rightTop],
      [58, 26, rightBottom],
    ] as const;
    for (const [x, y, seen] of corners) {
      expect(alpha(layer, x, y)).toBe(seen ? alpha(source, x, y) : 0);
      expect(luma(layer, x, y)).toBe(seen ? luma(source, x, y) : 16);
    }
  }
});

it("stands in the middle where it is not stretched", async () => {
  const layer = await masked(known(tools, 65, 32, false), { stretched: false });
  expect([8, 20, 40, 60].map((x) => alpha(layer, x, 10))).toEqual([0, 255, 0, 0]);
});

it("lets pictures pass when the image cannot be read, and tells", async () => {
  const broken = new ProblemError({ code: "image-unreadable", subject: "a.png" });
  const filter = imageMask(ImageMaskSettings.parse({}), tools, () => Promise.reject(broken));
  await expect(filter.file?.("/a.png", new Uint8Array())).rejects.toBe(broken);
  const source = known(tools, 16, 16, false);
  expect(filter.apply(source, 0, true)).toBe(source);
});

it("gives its memory back, even if the image comes after its end", async () => {
  const source = known(tools, 16, 16, true);
  const before = tools.used();
  let arrive: (pixels: Pixels) => void = () => undefined;
  const filter = imageMask(ImageMaskSettings.parse({}), tools, () => new Promise((resolve) => (arrive = resolve)));
  const coming = filter.file?.("/a.png", new Uint8Array());
  filter.close();
  arrive(image);
  await coming;
  const other = imageMask(ImageMaskSettings.parse({}), tools, () => Promise.resolve(image));
  await other.file?.("/a.png", new Uint8Array());
  other.apply(source, 0, true);
  other.close();
  expect(tools.used()).toBe(before);
});
