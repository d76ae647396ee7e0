import { expect, it } from "vitest";
import { previewSize } from "./preview";

it.each([
  [1280, 720, 630, 630, 354],
  [1280, 720, 631.5, 630, 354],
  [3840, 2160, 1500, 960, 540],
  [720, 1280, 201, 200, 356],
  [640, 480, 2000, 640, 480],
  [1280, 720, 0, 2, 2],
])("a program of %ix%i seen %f pixels wide is previewed at %ix%i", (width, height, shown, previewWidth, previewHeight) => {
  expect(previewSize({ width, height, fps: 30 }, shown)).toEqual({ width: previewWidth, height: previewHeight });
});
