import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centred, filling, newItem, type Transform } from "../../../electron/contract/scene";
import { cropped } from "./cropping";
import { boundsOf, boundsOfAll, contains, type Frame, handlePoint, handles, reframed, standingOf } from "./frame";
import { dragged } from "./grip";
import { itemsUnder, nextUnder, type Stood } from "./picking";
import { resized, rotated } from "./resizing";
import { linesOf, snapMove, snapSize } from "./snapping";

const canvas = { width: 1280, height: 720 };
const source = { width: 640, height: 480 };

const frames: fc.Arbitrary<Frame> = fc.record({
  middle: fc.record({ x: fc.integer({ min: -500, max: 2000 }), y: fc.integer({ min: -500, max: 1500 }) }),
  width: fc.integer({ min: 20, max: 2000 }),
  height: fc.integer({ min: 20, max: 2000 }),
  rotation: fc.integer({ min: -180, max: 180 }),
});
const ways = fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -400, max: 400 }) });
const anyHandle = fc.constantFrom(...handles);
const transforms: fc.Arbitrary<Transform> = fc.record({
  x: fc.integer({ min: -500, max: 1500 }),
  y: fc.integer({ min: -500, max: 1000 }),
  anchor: fc.record({ x: fc.constantFrom("left", "centre", "right"), y: fc.constantFrom("top", "centre", "bottom") }),
  sizing: fc.oneof(
    fc.record({ mode: fc.constant("scale" as const), x: fc.double({ min: 0.1, max: 4, noNaN: true }), y: fc.double({ min: 0.1, max: 4, noNaN: true }) }),
    fc.record({ mode: fc.constantFrom("stretch", "contain", "cover"), width: fc.integer({ min: 20, max: 2000 }), height: fc.integer({ min: 20, max: 2000 }) }),
  ),
  rotation: fc.integer({ min: -180, max: 180 }),
  crop: fc.record({ left: fc.nat(100), top: fc.nat(100), right: fc.nat(100), bottom: fc.nat(100) }),
  flip: fc.record({ horizontal: fc.boolean(), vertical: fc.boolean() }),
});

function standing(transform: Transform) {
  const found = standingOf(transform, source);
  if (found === null) throw new Error("nothing is seen of it");
  return found;
}

function expectFrame(found: Frame, wanted: Frame): void {
  const numbers = ({ middle, width, height }: Frame): number[] => [middle.x, middle.y, width, height];
  // To 1/10,000 px, whatever the sign of zero.
  const distances = numbers(found).map((n, i) => Math.abs(n - (numbers(wanted)[i] ?? Number.NaN)));
  expect(Math.max(...distances), `${numbers(found).join()} instead of ${numbers(wanted).join()}`).toBeLessThan(1e-4);
}

describe("resizing", () => {
  test("leaves what is opposite the handle where it was, whatever the rotation", () => {
    fc.assert(
      fc.property(frames, anyHandle, ways, fc.boolean(), (frame, handle, by, keepShape) => {
        const opposite = { x: -handle.x, y: -handle.y };
        const [before, after] = [handlePoint(frame, opposite), handlePoint(resized(frame, handle, by, keepShape), opposite)];
        expect(Math.hypot(before.x - after.x, before.y - after.y)).toBeLessThan(1e-6);
      }),
    );
  });

  test("keeps the shape, or follows the pointer exactly", () => {
    const frame: Frame = { middle: { x: 100, y: 100 }, width: 160, height: 90, rotation: 0 };
    expectFrame(resized(frame, { x: 1, y: 1 }, { x: 160, y: 90 }, true), { middle: { x: 180, y: 145 }, width: 320, height: 180, rotation: 0 });
    expectFrame(resized(frame, { x: 1, y: 0 }, { x: 160, y: 5 }, true), { middle: { x: 180, y: 100 }, width: 320, height: 180, rotation: 0 });
    expectFrame(resized(frame, { x: -1, y: -1 }, { x: -40, y: 10 }, false), { middle: { x: 80, y: 105 }, width: 200, height: 80, rotation: 0 });
    // Turned by a quarter, the right side is below.
    expectFrame(resized({ ...frame, rotation: 90 }, { x: 1, y: 0 }, { x: 0, y: 40 }, false), {
      ...{ middle: { x: 100, y: 120 }, width: 200, height: 90, rotation: 90 },
    });
  });

  test("never turns anything inside out", () => {
    fc.assert(
      fc.property(frames, anyHandle, ways, fc.boolean(), (frame, handle, by, keepShape) => {
        const { width, height } = resized(frame, handle, by, keepShape);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(4 - 1e-9);
      }),
    );
  });

  test("is what the transform says afterwards", () => {
    fc.assert(
      fc.property(transforms, anyHandle, ways, fc.boolean(), (transform, handle, by, keepShape) => {
        const { frame } = standing(transform);
        const wanted = resized(frame, handle, by, keepShape);
        expectFrame(standing(reframed(transform, frame, wanted)).frame, wanted);
      }),
    );
  });
});

describe("rotating", () => {
  const frame: Frame = { middle: { x: 100, y: 100 }, width: 160, height: 90, rotation: 10 };

  test("follows the pointer around the middle, by steps where asked", () => {
    expect(rotated(frame, { x: 100, y: 0 }, { x: 200, y: 100 }, null).rotation).toBe(100);
    expect(rotated(frame, { x: 100, y: 0 }, { x: 200, y: 100 }, 15).rotation).toBe(105);
    expect(rotated(frame, { x: 100, y: 0 }, { x: 100, y: 200 }, null).rotation).toBe(-170);
  });
});

describe("cropping", () => {
  test("leaves the other sides and the scale as they were", () => {
    fc.assert(
      fc.property(transforms, anyHandle, ways, (transform, handle, by) => {
        const before = standing(transform).box;
        const after = cropped(transform, source, handle, by);
        const opposite = { x: -handle.x, y: -handle.y };
        const [was, is] = [handlePoint(before, opposite), handlePoint(standing(after).box, opposite)];
        expect(Math.hypot(was.x - is.x, was.y - is.y)).toBeLessThan(1e-6);
      }),
    );
  });

  test("cuts off the side of the source that is dragged over, mirrored ones the other", () => {
    const item: Transform = { ...filling(source), sizing: { mode: "scale", x: 0.5, y: 0.5 } };
    expect(cropped(item, source, { x: -1, y: 0 }, { x: 50, y: 9 })).toMatchObject({ x: 50, y: 0, crop: { left: 100, top: 0, right: 0, bottom: 0 } });
    const mirrored = { ...item, flip: { horizontal: true, vertical: false } };
    expect(cropped(mirrored, source, { x: -1, y: 0 }, { x: 50, y: 9 })).toMatchObject({ x: 50, crop: { left: 0, right: 100 } });
    expect(cropped(item, source, { x: 1, y: 1 }, { x: 900, y: 900 }).crop).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
    expect(cropped(item, source, { x: 1, y: 0 }, { x: -900, y: 0 }).crop.right).toBe(639);
  });
});

describe("snapping", () => {
  const lines = linesOf(canvas, [{ x: 200, y: 100, width: 100, height: 50 }]);

  test("moves to the nearest edge or middle within reach", () => {
    expect(snapMove({ x: 4, y: 300, width: 90, height: 95 }, lines, 6)).toEqual({ x: -4, y: 0, guides: { x: [0], y: [] } });
    expect(snapMove({ x: 597, y: 101, width: 90, height: 700 }, lines, 6)).toEqual({ x: -2, y: -1, guides: { x: [640], y: [100] } });
  });

  test("brings the dragged side to a line and keeps the shape", () => {
    const start: Frame = { middle: { x: 80, y: 45 }, width: 160, height: 90, rotation: 0 };
    const dragged = resized(start, { x: 1, y: 1 }, { x: 42, y: 23 }, true);
    const { frame, guides } = snapSize(start, dragged, { x: 1, y: 1 }, true, lines, 6);
    expectFrame(frame, { middle: { x: 100, y: 56.25 }, width: 200, height: 112.5, rotation: 0 });
    expect(guides).toEqual({ x: [200], y: [] });
    const free = snapSize(start, resized(start, { x: 1, y: 1 }, { x: 42, y: 58 }, false), { x: 1, y: 1 }, false, lines, 6);
    expectFrame(free.frame, { middle: { x: 100, y: 75 }, width: 200, height: 150, rotation: 0 });
  });

  test("leaves turned frames alone", () => {
    const start: Frame = { middle: { x: 80, y: 45 }, width: 160, height: 90, rotation: 12 };
    expect(snapSize(start, start, { x: 1, y: 1 }, true, lines, 100).frame).toBe(start);
  });
});

describe("picking", () => {
  const stand = (id: string, transform: Transform, change: object = {}): Stood => ({
    ...standing(transform),
    item: { ...newItem(id, "source", transform), ...change },
  });
  const items = [stand("ground", filling(canvas)), stand("left", { ...centred(canvas), x: 320 }), stand("top", centred(canvas))];

  test("finds what is under the pointer, uppermost first, and goes round", () => {
    const under = itemsUnder(items, { x: 500, y: 360 });
    expect(under.map(({ item }) => item.id)).toEqual(["top", "left", "ground"]);
    expect(nextUnder(under, [])?.item.id).toBe("top");
    expect(nextUnder(under, ["top"])?.item.id).toBe("left");
    expect(nextUnder(under, ["ground"])?.item.id).toBe("top");
    expect(nextUnder([], ["ground"])).toBeUndefined();
  });

  test("passes over what is locked, hidden or elsewhere", () => {
    const some = [stand("locked", filling(canvas), { locked: true }), stand("hidden", filling(canvas), { visible: false }), ...items];
    expect(itemsUnder(some, { x: 165, y: 10 }).map(({ item }) => item.id)).toEqual(["ground"]);
    expect(itemsUnder(items, { x: 10, y: 10 })).toEqual([]);
  });

  test("a frame holds its own points, and its bounds hold it", () => {
    fc.assert(
      fc.property(frames, anyHandle, (frame, handle) => {
        const inside = handlePoint(frame, { x: handle.x * 0.99, y: handle.y * 0.99 });
        expect(contains(frame, inside)).toBe(true);
        expect(contains(frame, handlePoint(frame, { x: handle.x * 1.01, y: handle.y * 1.01 }))).toBe(false);
        const { x, y, width, height } = boundsOf(frame);
        expect(inside.x >= x && inside.x <= x + width && inside.y >= y && inside.y <= y + height).toBe(true);
      }),
    );
    expect(boundsOfAll([])).toBeNull();
  });
});

describe("dragging", () => {
  const transform: Transform = { ...filling(source), sizing: { mode: "scale", x: 0.5, y: 0.5 } };
  const stood: Stood = { item: newItem("one", "source", transform), ...standing(transform) };
  const still = { shift: false, alt: false, control: false };
  const lines = linesOf(canvas, []);

  test("moves by whole px, along one axis with Shift, and to lines unless Ctrl is held", () => {
    const move = (to: { x: number; y: number }, held: Partial<typeof still>) =>
      dragged({ by: "body", stood: [stood], lines }, { x: 0, y: 0 }, to, { ...still, ...held }, 8).transforms.get("one");
    expect(move({ x: 100.4, y: 50.6 }, {})).toMatchObject({ x: 100, y: 51 });
    expect(move({ x: 100.4, y: 50.6 }, { shift: true })).toMatchObject({ x: 100, y: 0 });
    expect(move({ x: 5, y: 238 }, {})).toMatchObject({ x: 0, y: 240 });
    expect(move({ x: 5, y: 238 }, { control: true })).toMatchObject({ x: 5, y: 238 });
  });

  test("what shows nothing cannot be cropped", () => {
    const grip = { by: "handle", handle: { x: 1, y: 0 }, stood, lines: { x: [], y: [] } } as const;
    const keys = { ...still, alt: true };
    expect(dragged({ ...grip, source }, { x: 320, y: 0 }, { x: 220, y: 0 }, keys, 8)).toMatchObject({ verb: "Crop" });
    expect(dragged({ ...grip, source: null }, { x: 320, y: 0 }, { x: 220, y: 0 }, keys, 8)).toMatchObject({ verb: "Resize" });
  });
});
