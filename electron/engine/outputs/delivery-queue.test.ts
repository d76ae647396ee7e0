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

function groupsOf(pictures: readonly Unit[]): Unit[][] {
  const groups: Unit[][] = [];
  for (const unit of pictures) {
    if (unit.keyframe) groups.push([]);
    groups.at(-1)?.push(unit);
  }
  return groups;
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

  it("keeps all sound and the beginning of every group when too much waits", () => {
    const all = [...media(20)];
    for (const unit of all) queue.push(unit);
    const left = drain();
    expect(left.filter((unit) => unit.kind === "audio")).toEqual(all.filter((unit) => unit.kind === "audio"));
    const pictures = left.filter((unit) => unit.kind === "video");
    expect(pictures).toHaveLength(50); // 5 s
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 150 });
    const groups = groupsOf(pictures);
    expect(groups).toHaveLength(10);
    for (const group of groups) {
      expect(group).toHaveLength(5); // all as long as each other, so that no freeze is longer than another
      const [first] = group;
      expect(first?.keyframe).toBe(true);
      expect(group.map((unit) => unit.dts - (first?.dts ?? 0))).toEqual(group.map((_, i) => (i * TICKS) / FPS));
    }
  });

  it("drops what nothing refers to first, and no more of it than needed", () => {
    queue = new DeliveryQueue(900, 700);
    const all = [...media(2)].map((unit) => ({ ...unit, disposable: unit.kind === "video" && (unit.dts * FPS) / TICKS % 2 === 1 }));
    for (const unit of all.slice(0, 2 * 7)) queue.push(unit);
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
    for (const unit of all.slice(2 * 7, 2 * 10)) queue.push(unit);
    expect(queue.dropped).toEqual({ unreferenced: 3, groupEnds: 0 });
    for (const unit of all.slice(2 * 10)) queue.push(unit);
    const pictures = drain().filter((unit) => unit.kind === "video");
    expect(pictures.every((unit) => !unit.disposable)).toBe(true);
    expect(pictures).toHaveLength(9);
    expect(queue.dropped.unreferenced + queue.dropped.groupEnds).toBe(11);
  });

  it("counts what is handed over and not confirmed", () => {
    queue = new DeliveryQueue(900, 700);
    const all = [...media(2)];
    for (const unit of all) {
      queue.push(unit);
      for (let next = queue.next(); next !== undefined; next = queue.next()) queue.handedOver(next, 100);
    }
    // the pipe took them all: the first nine, then each that comes is one too many
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 11 });
    queue.confirm(2 * 9 * 100);
    const [later] = [...media(2.1)].slice(-2);
    if (later === undefined) throw new Error("no media");
    queue.push(later);
    expect(queue.next()).toEqual(later);
  });

  it("takes what was there before for no congestion", () => {
    queue = new DeliveryQueue(900, 700);
    const all = [...media(4)];
    for (const unit of all.slice(0, 2 * 20)) queue.push(unit, true);
    expect(queue.dropped.groupEnds).toBe(0);
    for (const unit of all.slice(2 * 20, 2 * 29)) queue.push(unit);
    expect(queue.dropped.groupEnds).toBe(0);
    for (const unit of all.slice(2 * 29)) queue.push(unit);
    expect(queue.dropped.groupEnds).toBe(11);
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
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
  });
});
