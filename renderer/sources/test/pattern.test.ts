import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newPlanes, type Planes } from "../../stage/planes";
import { BARS, clockText, createTestPattern } from "./pattern";

/** 2026-01-02 03:04:05.678 UTC: between two flashes. */
const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
/** An even second, when the flash begins. */
const FLASH = Date.UTC(2026, 0, 2, 3, 4, 6);

function drawn(width: number, height: number, at: number): Planes {
  const planes = newPlanes(width, height);
  createTestPattern(width, height).draw(planes, at);
  return planes;
}

const hash = ({ all }: Planes): string => createHash("sha256").update(all).digest("hex").slice(0, 16);

/** Y, U, V at a pixel. */
function colourAt({ width, y, u, v }: Planes, x: number, row: number): (number | undefined)[] {
  const chroma = (row >> 1) * (width / 2) + (x >> 1);
  return [y[row * width + x], u[chroma], v[chroma]];
}

describe("the test pattern", () => {
  it.each([
    [1280, 720, AT, "9bede3e988bde06a"],
    [1280, 720, AT + 1, "987771dc5fdd2ddc"],
    [640, 360, AT, "36f78970ea81bdab"],
    [64, 64, AT, "0e6f5381f7af7ea8"],
    [3840, 2160, AT, "0f6ead25f9f7c187"],
  ])("%ix%i at %i is drawn to the byte", (width, height, at, wanted) => {
    expect(hash(drawn(width, height, at))).toBe(wanted);
  });

  it("has the seven bars in their order", () => {
    const planes = drawn(1280, 720, AT);
    BARS.forEach((bar, i) => {
      expect(colourAt(planes, Math.floor(((i + 0.5) * 1280) / 7), 100)).toEqual([...bar]);
    });
  });

  it("is white for 100 ms from every even second", () => {
    const white = newPlanes(1280, 720);
    white.y.fill(235);
    white.u.fill(128);
    white.v.fill(128);
    for (const at of [FLASH, FLASH + 99, FLASH + 2000]) expect(hash(drawn(1280, 720, at))).toBe(hash(white));
    for (const at of [FLASH - 1, FLASH + 100, FLASH + 1000]) {
      expect(colourAt(drawn(1280, 720, at), 10, 10)).toEqual([180, 128, 128]);
    }
  });

  it("moves its box and its clock, and leaves nothing of the frame before", () => {
    const pattern = createTestPattern(1280, 720);
    const planes = newPlanes(1280, 720);
    pattern.draw(planes, FLASH);
    pattern.draw(planes, AT - 33);
    pattern.draw(planes, AT);
    expect(hash(planes)).toBe(hash(drawn(1280, 720, AT)));
    expect(hash(drawn(1280, 720, AT - 33))).not.toBe(hash(planes));
  });

  it("shows the time in UTC with milliseconds", () => {
    expect(clockText(AT)).toBe("03:04:05.678");
  });
});
