import { describe, expect, it } from "vitest";
import { evenPart, fit } from "./fit";

const HD = { width: 1280, height: 720 };
const square = (width: number, height: number): Parameters<typeof fit> => [
  { width, height },
  { width, height },
  HD,
];

describe("fit", () => {
  it.each([
    ["the same size", 1280, 720, { x: 0, y: 0, width: 1280, height: 720 }],
    ["twice as large", 2560, 1440, { x: 0, y: 0, width: 1280, height: 720 }],
    ["4:3", 640, 480, { x: 160, y: 0, width: 960, height: 720 }],
    ["16:10, scaled by the capture", 1152, 720, { x: 64, y: 0, width: 1152, height: 720 }],
    ["a hair too small", 1280, 718, { x: 0, y: 0, width: 1280, height: 718 }],
    ["upright", 720, 1280, { x: 436, y: 0, width: 406, height: 720 }],
    ["very wide", 3000, 100, { x: 0, y: 338, width: 1280, height: 42 }],
  ])("%s", (_, width, height, place) => {
    expect(fit(...square(width, height))).toEqual(place);
  });

  it("honours pixels that are not square", () => {
    expect(fit({ width: 720, height: 576 }, { width: 1024, height: 576 }, HD)).toEqual({
      ...{ x: 0, y: 0, width: 1280, height: 720 },
    });
  });

  it("gives even edges inside the target for all sizes", () => {
    for (let width = 2; width < 2000; width += 114) {
      for (let height = 2; height < 2000; height += 146) {
        const place = fit(...square(width, height));
        for (const edge of Object.values(place)) expect(edge % 2).toBe(0);
        expect(place.x + place.width).toBeLessThanOrEqual(HD.width);
        expect(place.y + place.height).toBeLessThanOrEqual(HD.height);
      }
    }
  });
});

it("cuts a frame to even edges within it", () => {
  expect(evenPart({ x: 0, y: 0, width: 641, height: 479 })).toEqual({ x: 0, y: 0, width: 640, height: 478 });
  expect(evenPart({ x: 1, y: 3, width: 10, height: 8 })).toEqual({ x: 2, y: 4, width: 8, height: 6 });
});
