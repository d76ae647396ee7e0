import { describe, expect, test } from "vitest";
import type { Collection } from "../../../electron/contract/collection";
import type { Transform } from "../../../electron/contract/scene";
import { placementOf } from "../../stage/placement";
import { aStudio } from "./collection.fixture";
import type { Edit } from "./edit";
import { lockItems, transformItems } from "./items";
import { alignItems, boundsOf, centreItems, fitItems, flipItems, nudgeItems, rotateItems, stretchItems } from "./placing";

const logo = { width: 200, height: 100 };
const sizes = new Map([["logo", logo]]);

function after(edit: Edit, collection: Collection = aStudio()): Transform {
  const item = (edit(collection)?.collection ?? collection).scenes[0]?.items.find(({ id }) => id === "a-logo");
  if (item === undefined) throw new Error("the logo is gone");
  return item.transform;
}

/** A studio whose logo stands like this. */
function standing(change: Partial<Transform>): Collection {
  const transform = { ...after(() => null), ...change };
  const moved = transformItems("a", new Map([["a-logo", transform]]), "Move")(aStudio());
  return moved?.collection ?? aStudio();
}

describe("align", () => {
  test.each([
    ["left", { x: 0, y: 310 }],
    ["centre", { x: 540, y: 310 }],
    ["right", { x: 1080, y: 310 }],
    ["top", { x: 540, y: 0 }],
    ["middle", { x: 540, y: 310 }],
    ["bottom", { x: 540, y: 620 }],
  ] as const)("%s", (side, place) => {
    expect(boundsOf(after(alignItems("a", ["a-logo"], sizes, side)), logo)).toEqual({ ...place, ...logo });
  });

  test("goes by what is seen of an item that is turned", () => {
    const turned = standing({ rotation: 90 });
    const bounds = boundsOf(after(alignItems("a", ["a-logo"], sizes, "right"), turned), logo);
    expect(bounds?.x).toBeCloseTo(1180);
    expect([bounds?.width, bounds?.height].map((n) => Math.round(n ?? 0))).toEqual([100, 200]);
  });

  test("leaves alone what has no size yet", () => {
    expect(alignItems("a", ["a-logo"], new Map(), "left")(aStudio())).toBeNull();
  });
});

test("a nudge moves, and not what is locked", () => {
  expect(after(nudgeItems("a", ["a-logo"], -1, 10))).toMatchObject({ x: 639, y: 370 });
  const locked = lockItems("a", ["a-logo"], true)(aStudio())?.collection;
  expect(nudgeItems("a", ["a-logo"], -1, 10)(locked ?? aStudio())).toBeNull();
});

test("centre brings what is seen to the middle from anywhere", () => {
  const bounds = boundsOf(after(centreItems("a", ["a-logo"], sizes), standing({ x: 3, y: 7, anchor: { x: "right", y: "bottom" }, rotation: 30 })), logo);
  expect((bounds?.x ?? 0) + (bounds?.width ?? 0) / 2).toBeCloseTo(640);
  expect((bounds?.y ?? 0) + (bounds?.height ?? 0) / 2).toBeCloseTo(360);
});

test("fit keeps the shape, stretch does not, both keep the crop", () => {
  const cropped = standing({ crop: { left: 100, top: 0, right: 0, bottom: 0 }, rotation: 45 });
  expect(placementOf(after(fitItems("a", ["a-logo"]), cropped), logo)).toMatchObject({ box: { x: 280, y: 0, width: 720, height: 720 }, rotation: 0 });
  expect(placementOf(after(stretchItems("a", ["a-logo"]), cropped), logo)).toMatchObject({ box: { x: 0, y: 0, width: 1280, height: 720 }, rotation: 0 });
});

test("flipping mirrors what people see, twice is nothing", () => {
  const turned = standing({ rotation: 30 });
  expect(after(flipItems("a", ["a-logo"], "horizontal"), turned)).toMatchObject({ rotation: -30, flip: { horizontal: true, vertical: false } });
  const once = flipItems("a", ["a-logo"], "vertical")(turned)?.collection ?? turned;
  expect(flipItems("a", ["a-logo"], "vertical")(once)?.collection).toEqual(turned);
});

test("four quarter turns are none", () => {
  const angles = [0, 1, 2, 3].reduce<{ at: Collection; seen: number[] }>(
    ({ at, seen }) => {
      const next = rotateItems("a", ["a-logo"], 90)(at)?.collection ?? at;
      return { at: next, seen: [...seen, after(() => null, next).rotation] };
    },
    { at: aStudio(), seen: [] },
  );
  expect(angles.seen).toEqual([90, 180, -90, 0]);
  expect(angles.at).toEqual(aStudio());
});
