import { beforeEach, describe, expect, it } from "vitest";
import { TICKS, type Unit } from "../bus/unit";
import { DeliveryQueue } from "./delivery-queue";

const FPS = 10;
const GOP = 20;

/** 10 pictures a second, a keyframe every 2 s, and a sound with each picture. */
function* media(seconds: number): Iterable<Unit> {
  for (let i = 0; i < seconds * FPS; i += 1) {
    const dts = (i * TICKS) / FPS;
    const common = { dts, pts: dts, disposable: false, takenAt: 0, packets: Buffer.alloc(188) };
    yield { ...common, kind: "video", keyframe: i % GOP === 0 };
    yield { ...common, kind: "audio", keyframe: false };
  }
}

let queue: DeliveryQueue;
beforeEach(() => {
  queue = new DeliveryQueue(5000);
});

function drain(): Unit[] {
  const units: Unit[] = [];
  for (let unit = queue.next(); unit !== undefined; unit = queue.next()) units.push(unit);
  return units;
}

describe("DeliveryQueue", () => {
  it("is empty and without delay at first", () => {
    expect(queue.empty).toBe(true);
    expect(queue.delay).toBe(0);
    expect(queue.next()).toBeUndefined();
  });

  it("measures from the oldest unit that is not confirmed, waiting or handed over", () => {
    for (const unit of media(3)) queue.push(unit);
    expect(queue.delay).toBe(2900);
    for (const unit of drain()) queue.handedOver(unit, 100);
    expect(queue.drained).toBe(true);
    expect(queue.empty).toBe(false);
    expect(queue.delay).toBe(2900);
    queue.confirm(10 * 2 * 100); // the first second: ten pictures, ten sounds
    expect(queue.delay).toBe(1900);
    queue.confirm(10 * 2 * 100 + 99); // not all of the next
    expect(queue.delay).toBe(1900);
    queue.confirm(30 * 2 * 100);
    expect(queue.delay).toBe(0);
    expect(queue.empty).toBe(true);
  });

  it("does not wait for units that became no bytes", () => {
    const [first] = media(1);
    if (first === undefined) throw new Error("no media");
    queue.push(first);
    queue.handedOver(queue.next() ?? first, 0);
    expect(queue.empty).toBe(true);
  });

  it("drops up to the newest keyframe when too much waits, sound and picture alike", () => {
    for (const unit of media(5.2)) queue.push(unit);
    expect(queue.droppedFrames).toBe(2 * GOP);
    const left = drain();
    expect(left[0]).toMatchObject({ keyframe: true, dts: 4 * TICKS });
    expect(left.every((unit) => unit.dts >= 4 * TICKS)).toBe(true);
    expect(left.filter((unit) => unit.kind === "audio")).toHaveLength(12);
  });

  it("awaits the next keyframe when none waits", () => {
    const all = [...media(12)];
    // a keyframe interval longer than the bound: only the first of the second ten seconds is one
    const long = all.map((unit) => ({ ...unit, keyframe: unit.keyframe && unit.dts % (10 * TICKS) === 0 }));
    for (const unit of long) queue.push(unit);
    const left = drain();
    expect(left[0]).toMatchObject({ keyframe: true, dts: 10 * TICKS });
    expect(left.filter((unit) => unit.kind === "video")).toHaveLength(20);
    expect(queue.droppedFrames).toBe(100);
  });

  it("goes on without loss when less than the bound waits", () => {
    const all = [...media(30)];
    const taken: Unit[] = [];
    all.forEach((unit, i) => {
      queue.push(unit);
      const next = i > 80 ? queue.next() : undefined;
      if (next !== undefined) taken.push(next);
    });
    taken.push(...drain());
    expect(taken).toEqual(all);
    expect(queue.droppedFrames).toBe(0);
  });
});
