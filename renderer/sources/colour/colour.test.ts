import { expect, it } from "vitest";
import type { Layer } from "../../stage/layer";
import { testStage } from "../stage.fixture";
import { colourPicture } from "./picture";
import { ColourSettings } from "./schema";

const AT = 1_770_000_000_000;

it.each([
  // BT.709 limited range, premultiplied around black.
  ["#ffffff", [235, 128, 128, 255]],
  ["#000000", [16, 128, 128, 255]],
  ["#ff0000", [63, 102, 240, 255]],
  ["#0000ffff", [32, 240, 118, 255]],
  ["#00ff0080", [95, 85, 77, 128]],
  ["#ffffff00", [16, 128, 128, 0]],
])("fills the canvas with %s", (colour, wanted) => {
  const stage = testStage();
  const picture = colourPicture({ colour }, stage.tools);
  expect(picture.size()).toEqual({ width: 64, height: 36 });
  const layer = picture.render(AT) as Layer;
  expect([layer.width, layer.height]).toEqual([64, 36]);
  expect(layer.a === null).toBe(wanted[3] === 255);
  for (const [x, y] of [[0, 0], [63, 0], [30, 17], [63, 35]] as const) expect(stage.pixel(layer, x, y)).toEqual(wanted);
  picture.close();
  expect(stage.used()).toBe(0);
});

it("follows the canvas, odd sizes too, and is else the same for ever", () => {
  const stage = testStage();
  const picture = colourPicture(ColourSettings.parse({}), stage.tools);
  const version = picture.version(AT);
  const layer = picture.render(AT) as Layer;
  expect(picture.version(AT + 1000)).toBe(version);
  stage.canvas = { width: 33, height: 19 };
  expect(picture.version(AT)).not.toBe(version);
  const next = picture.render(AT) as Layer;
  expect([next.width, next.height]).toEqual([33, 19]);
  expect(stage.pixel(next, 32, 18)).toEqual(stage.pixel(layer, 0, 0));
  picture.close();
  expect(stage.used()).toBe(0);
});

it("takes no other words for a colour", () => {
  for (const colour of ["red", "#fff", "#12345g", "url(x)"]) expect(ColourSettings.safeParse({ colour }).success).toBe(false);
});
