import { expect, it } from "vitest";
import { previewSize } from "./preview";

it.each([
  [1280, 720, 640, 360],
  [3840, 2160, 640, 360],
  [720, 1280, 640, 1138],
  [640, 480, 640, 480],
  [64, 64, 64, 64],
])("a program of %ix%i is previewed at %ix%i", (width, height, previewWidth, previewHeight) => {
  expect(previewSize({ width, height, fps: 30 })).toEqual({ width: previewWidth, height: previewHeight });
});
