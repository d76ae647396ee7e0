import { beforeEach, describe, expect, it } from "vitest";
import { TICKS, type Unit } from "../bus/unit";
import { DeliveryQueue } from "./delivery-queue";

const FPS = 10;
const GOP = 20;

/** 10 pictures a second, a keyframe every 2 s, and a sound with each picture. */
function* media(seconds: number): Iterable<Unit> {
  for (let i = 0; i < seconds * FPS; i += 1) {
    const dts = (i * TICKS) / FPS;
    const common = { track: 0, dts, pts: dts, disposable: false, takenAt: 0, packets: Buffer.alloc(188) };
    yield { ...common, kind: "video", keyframe: i % GOP === 0 };
    yield { ...common, kind: "audio", keyframe: false };
  }
}

let queue: DeliveryQueue;
beforeEach(() => {
  queue = new DeliveryQueue(0, 5000);
});

function fail(): never {
  throw new Error("nothing waits");
}

function drain(): Unit[] {
  const units: Unit[] = [];
  for (let unit = queue.next(); unit !== undefined; unit = queue.next()) units.push(unit);
  return units;
}

/** When a unit comes that comes in time. */
function ms(unit: Unit): number {
  return (unit.dts * 1000) / TICKS;
}

/** All of it comes while the network moves, if ever so little. */
function pushAll(units: Iterable<Unit>, replayed = false): void {
  for (const unit of units) {
    queue.push(unit, ms(unit), replayed);
    queue.confirm(0, ms(unit));
  }
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
    for (const unit of media(3)) queue.push(unit, 0);
    expect(queue.delay).toBe(2900);
    for (const unit of drain()) queue.handedOver(unit, 100);
    expect(queue.drained).toBe(true);
    expect(queue.empty).toBe(false);
    expect(queue.delay).toBe(2900);
    queue.confirm(10 * 2 * 100, 0); // the first second: ten pictures, ten sounds
    expect(queue.delay).toBe(1900);
    queue.confirm(10 * 2 * 100 + 99, 0); // not all of the next
    expect(queue.delay).toBe(1900);
    queue.confirm(30 * 2 * 100, 0);
    expect(queue.delay).toBe(0);
    expect(queue.empty).toBe(true);
  });

  it("takes a round trip for no wait", () => {
    queue.roundTrip = 2000;
    pushAll(media(7));
    expect(queue.delay).toBe(4900);
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
    queue.roundTrip = 1000;
    queue.confirm(0, 7000);
    expect(queue.dropped.groupEnds).toBe(10);
  });

  it("does not wait for units that became no bytes", () => {
    const [first] = media(1);
    if (first === undefined) throw new Error("no media");
    queue.push(first, 0);
    queue.handedOver(queue.next() ?? first, 0);
    expect(queue.empty).toBe(true);
  });

  it("keeps all sound and the beginning of every group when too much waits", () => {
    const all = [...media(20)];
    pushAll(all);
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
    queue = new DeliveryQueue(0, 900, 700);
    const all = [...media(2)].map((unit) => ({ ...unit, disposable: unit.kind === "video" && (unit.dts * FPS) / TICKS % 2 === 1 }));
    pushAll(all.slice(0, 2 * 7));
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
    pushAll(all.slice(2 * 7, 2 * 10));
    expect(queue.dropped).toEqual({ unreferenced: 3, groupEnds: 0 });
    pushAll(all.slice(2 * 10));
    const pictures = drain().filter((unit) => unit.kind === "video");
    expect(pictures.every((unit) => !unit.disposable)).toBe(true);
    expect(pictures).toHaveLength(9);
    expect(queue.dropped.unreferenced + queue.dropped.groupEnds).toBe(11);
  });

  it("counts what is handed over and not confirmed", () => {
    queue = new DeliveryQueue(0, 900, 700);
    const all = [...media(2)];
    pushAll(all.slice(0, 2 * 9));
    for (const unit of drain()) queue.handedOver(unit, 100);
    pushAll(all.slice(2 * 9));
    // the pipe took nine: each that came then was one too many
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 11 });
    queue.confirm(2 * 9 * 100, 2000);
    drain();
    const [later] = [...media(2.1)].slice(-2);
    if (later === undefined) throw new Error("no media");
    queue.push(later, 2000);
    expect(queue.next()).toEqual(later);
  });

  it("gives a burst the time to leave that its pictures would have had", () => {
    queue = new DeliveryQueue(0, 900, 700);
    const all = [...media(3)];
    pushAll(all.slice(0, 2));
    queue.handedOver(queue.next() ?? fail(), 100);
    queue.handedOver(queue.next() ?? fail(), 100);
    queue.confirm(200, 50);
    // nothing for a second and a half; then all of it, and a little leaves at a time
    const late = all.slice(2, 2 * 16);
    for (const unit of late) queue.push(unit, 1500);
    for (let i = 1; i <= late.length; i += 1) {
      queue.handedOver(queue.next() ?? fail(), 100);
      queue.confirm(200 + i * 100, 1500 + i * 20);
    }
    expect(queue).toMatchObject({ empty: true, dropped: { unreferenced: 0, groupEnds: 0 } });
  });

  it("does not count as waiting that the machine was busy, however often it is", () => {
    queue = new DeliveryQueue(0, 900, 700);
    const all = [...media(12)];
    let at = 0;
    let left = 0;
    // 1.2 s of media comes every 1.2 s, and 0.3 s of it is always still on its way
    for (let burst = 12; burst <= 120; burst += 12, at += 1200) {
      for (const unit of all.slice(2 * (burst - 12), 2 * burst)) queue.push(unit, at);
      for (let i = 0; i < 24; i += 1) {
        queue.handedOver(queue.next() ?? fail(), 100);
        if (left < 2 * (burst - 3)) queue.confirm((left += 1) * 100, at + i);
      }
    }
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
  });

  it("still sees a slow network behind a machine that is busy now and then", () => {
    queue = new DeliveryQueue(0, 900, 700);
    const all = [...media(30)];
    let left = 0;
    // all sound is carried, and a third of the pictures
    for (let burst = 3; burst <= 300; burst += 3) {
      for (const unit of all.slice(2 * (burst - 3), 2 * burst)) queue.push(unit, burst * 100);
      for (let unit = queue.next(), i = 0; unit !== undefined; unit = (i += 1) < 4 ? queue.next() : undefined) {
        queue.handedOver(unit, 100);
        queue.confirm((left += 1) * 100, burst * 100 + i);
      }
    }
    expect(queue.dropped.groupEnds).toBeGreaterThan(50);
    expect(queue.delay).toBeLessThan(5000);
  });

  it("leaves out of a burst what has not left in the time of its pictures", () => {
    queue = new DeliveryQueue(0, 900, 700);
    for (const unit of media(3)) queue.push(unit, 1500);
    for (let at = 1500; at <= 2300; at += 100) queue.confirm(0, at);
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
    queue.confirm(0, 2400);
    expect(queue.dropped.groupEnds).toBe(21);
  });

  it("takes what was there before for no congestion", () => {
    queue = new DeliveryQueue(0, 900, 700);
    const all = [...media(4)];
    pushAll(all.slice(0, 2 * 20), true);
    expect(queue.dropped.groupEnds).toBe(0);
    pushAll(all.slice(2 * 20, 2 * 29));
    expect(queue.dropped.groupEnds).toBe(0);
    pushAll(all.slice(2 * 29));
    expect(queue.dropped.groupEnds).toBe(11);
  });

  it("goes on without loss when less than the bound waits", () => {
    const all = [...media(30)];
    const taken: Unit[] = [];
    all.forEach((unit, i) => {
      pushAll([unit]);
      const next = i > 80 ? queue.next() : undefined;
      if (next !== undefined) taken.push(next);
    });
    taken.push(...drain());
    expect(taken).toEqual(all);
    expect(queue.dropped).toEqual({ unreferenced: 0, groupEnds: 0 });
  });

  describe("when the network stands still", () => {
    /** Hands over what the network takes: `rate` pictures with their sound at each of these moments, and confirms it. */
    function carry(units: Iterable<Unit>, taken: Unit[], rate: number): void {
      let confirmed = taken.length * 100;
      for (const unit of units) {
        queue.push(unit, ms(unit));
        if (unit.kind === "video") continue;
        const before = confirmed;
        for (let i = 0; i < 2 * rate; i += 1) {
          const next = queue.next();
          if (next === undefined) break;
          taken.push(next);
          queue.handedOver(next, 100);
          confirmed += 100;
        }
        if (confirmed > before) queue.confirm(confirmed, ms(unit));
      }
    }
    const from = (all: Unit[], start: number, end: number): Unit[] => all.slice(start * 2 * FPS, end * 2 * FPS);

    beforeEach(() => {
      queue = new DeliveryQueue(0, 900, 700);
    });

    it("waits with leaving out, and loses nothing when it then carries all within its time", () => {
      const all = [...media(20)];
      const taken: Unit[] = [];
      carry(from(all, 0, 5), taken, 1);
      carry(from(all, 5, 12), taken, 0);
      expect(queue.delay).toBeGreaterThan(6500);
      expect(queue.stalledFor).toBeGreaterThan(6500);
      carry(from(all, 12, 20), taken, 6);
      expect(taken).toEqual(all);
      expect(queue).toMatchObject({ empty: true, dropped: { unreferenced: 0, groupEnds: 0 } });
    });

    it("leaves out what it did not carry in 2 s after it moved again", () => {
      const all = [...media(20)];
      const taken: Unit[] = [];
      carry(from(all, 0, 5), taken, 1);
      carry(from(all, 5, 12), taken, 0);
      carry(from(all, 12, 14), taken, 2);
      expect(queue.dropped.groupEnds).toBe(0);
      carry(from(all, 14, 20), taken, 2);
      taken.push(...drain());
      const pictures = taken.filter((unit) => unit.kind === "video");
      // 7 s waited, and 2 s more came in the 2 s in which 4 s were carried: 0.9 of 5 s stay; the newest group lost its end
      expect(queue.dropped.groupEnds).toBeGreaterThanOrEqual(41);
      expect(queue.dropped.groupEnds).toBeLessThan(41 + GOP);
      expect(pictures.length + queue.dropped.groupEnds).toBe(20 * FPS);
      for (const group of groupsOf(pictures)) {
        expect(group.map((unit) => unit.dts - (group[0]?.dts ?? 0))).toEqual(group.map((_, i) => (i * TICKS) / FPS));
      }
    });

    it("does not let a network that moves now and then fall behind for ever", () => {
      const all = [...media(60)];
      const taken: Unit[] = [];
      for (let second = 0; second < 60; second += 5) {
        carry(from(all, second, second + 4.9), taken, 0);
        carry(from(all, second + 4.9, second + 5), taken, 40); // of 50
      }
      expect(queue.delay).toBeLessThan(7000);
      expect(queue.dropped.groupEnds).toBeGreaterThan(150);
    });
  });
});
