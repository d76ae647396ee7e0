import { describe, expect, it } from "vitest";
import { openingBounds, type WindowPlace } from "./window-place";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, width = 1300, height = 820): WindowPlace => ({
  bounds: { x, y, width, height },
  maximized: false,
});

it("first opens at 1280x800 wherever the system puts it", () => {
  expect(openingBounds(null, [laptop])).toEqual({ width: 1280, height: 800 });
});

describe("a remembered place", () => {
  it("is used again", () => {
    expect(openingBounds(at(1500, 100), [laptop, beside])).toEqual({ x: 1500, y: 100, width: 1300, height: 820 });
  });

  it("is left when its display is gone", () => {
    expect(openingBounds(at(1500, 100), [laptop])).toEqual({ width: 1300, height: 820 });
  });

  it("is left when the title bar cannot be grabbed", () => {
    expect(openingBounds(at(1400, 100), [laptop])).toEqual({ width: 1300, height: 820 });
    expect(openingBounds(at(100, 890), [laptop])).toEqual({ width: 1300, height: 820 });
    expect(openingBounds(at(100, -300), [laptop])).toEqual({ width: 1300, height: 820 });
  });

  it("is never smaller than the window can be, nor larger than the display it lands on", () => {
    expect(openingBounds(at(10, 30, 300, 200), [laptop])).toMatchObject({ width: 1100, height: 700 });
    expect(openingBounds(at(9000, 0, 4000, 3000), [laptop])).toEqual({ width: 1440, height: 875 });
  });
});
