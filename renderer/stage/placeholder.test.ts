import { expect, it } from "vitest";
import { drawPlaceholder } from "./placeholder";
import { newPlanes } from "./planes";

it.each([
  [64, 64],
  [640, 360],
  [1280, 720],
  [360, 640],
  [3840, 2160],
])("the placeholder of %ix%i is dark, grey and has a sign in its middle", (width, height) => {
  const planes = newPlanes(width, height);
  drawPlaceholder(planes);
  expect(planes.u.every((u) => u === 128) && planes.v.every((v) => v === 128)).toBe(true);
  expect(new Set(planes.y)).toEqual(new Set([32, 96]));
  const sign = planes.y.filter((y) => y === 96).length / planes.y.length;
  expect(sign).toBeGreaterThan(0.005);
  expect(sign).toBeLessThan(0.1);
  // Nothing of it near the edges.
  expect(planes.y.subarray(0, width * Math.floor(height / 4)).every((y) => y === 32)).toBe(true);
});
