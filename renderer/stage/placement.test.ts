import { describe, expect, it } from "vitest";
import { upright } from "./composition.fixture";
import { placementOf, projected, projection } from "./placement";

const SOURCE = { width: 400, height: 300 };
const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe("placementOf", () => {
  it("scales about the anchor", () => {
    const transform = { ...upright, x: 1000, y: 500, sizing: { mode: "scale", x: 0.5, y: 2 } } as const;
    expect(placementOf(transform, SOURCE)?.box).toEqual(box(1000, 500, 200, 600));
    expect(placementOf({ ...transform, anchor: { x: "right", y: "bottom" } }, SOURCE)?.box).toEqual(box(800, -100, 200, 600));
    expect(placementOf({ ...transform, anchor: { x: "centre", y: "centre" } }, SOURCE)?.box).toEqual(box(900, 200, 200, 600));
  });

  it("crops in the source's pixels", () => {
    const crop = { left: 100, top: 50, right: 60, bottom: 0 };
    expect(placementOf({ ...upright, crop }, SOURCE)).toEqual({
      ...{ part: box(100, 50, 240, 250), box: box(0, 0, 240, 250), frame: box(0, 0, 240, 250), rotation: 0 },
    });
    expect(placementOf({ ...upright, crop: { ...crop, right: 300 } }, SOURCE)).toBeNull();
  });

  it.each([
    ["stretch", box(0, 0, 800, 300), box(0, 0, 400, 300)],
    ["contain", box(200, 0, 400, 300), box(0, 0, 400, 300)],
    ["cover", box(0, 0, 800, 300), box(0, 75, 400, 150)],
  ] as const)("%s", (mode, where, part) => {
    const placement = placementOf({ ...upright, sizing: { mode, width: 800, height: 300 } }, SOURCE);
    expect(placement).toEqual({ part, box: where, frame: box(0, 0, 800, 300), rotation: 0 });
  });
});

it("projects a canvas into a picture of another shape", () => {
  const project = projection({ width: 1920, height: 1080 }, { width: 1280, height: 960 });
  expect(projected(project, box(0, 0, 1920, 1080))).toEqual(box(0, 120, 1280, 720));
  expect(projected(project, box(960, 540, 96, 54))).toEqual(box(640, 480, 64, 36));
});
