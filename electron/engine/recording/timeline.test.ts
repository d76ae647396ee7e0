import { expect, it } from "vitest";
import { encodedSample } from "../../../e2e/peers/encoded-sample";
import { Splitter } from "../bus/splitter";
import { TICKS, type Unit } from "../bus/unit";
import { earlier, RecordingTimeline } from "./timeline";

let tables: Buffer;

/** All units of four seconds with a keyframe every second, as the bus gives them. */
async function sampled(startAt: number): Promise<Unit[]> {
  return split(await encodedSample({ seconds: 4, keyframeInterval: 1, startAt }), startAt);
}

function split(stream: Buffer, startAt: number): Unit[] {
  const units: Unit[] = [];
  const events = { tables: (found: Buffer) => (tables = found), profile: () => undefined, unit: (unit: Unit) => units.push(unit) };
  new Splitter(events, (ticks) => ticks / 90, startAt * TICKS).push(stream);
  return units;
}

it("writes every timestamp of a unit anew, across the wrap of 33 bits too", async () => {
  const wrap = 2 ** 33 / TICKS;
  for (const startAt of [10, Math.floor(wrap) - 1]) {
    const units = await sampled(startAt);
    const moved = units.map((unit) => earlier(unit, 3 * TICKS + 7));
    const stream = Buffer.concat([tables, ...moved.map(({ packets }) => packets)]);
    const read = split(stream, startAt - 3);
    expect(read.map(({ kind, pts, dts }) => ({ kind, pts, dts }))).toEqual(
      moved.slice(0, read.length).map(({ kind, pts, dts }) => ({ kind, pts, dts })),
    );
    expect(read.length).toBeGreaterThan(100);
    // what was shared is as it was
    expect(units.every((unit, at) => unit.packets !== moved[at]?.packets)).toBe(true);
  }
});

it("hands units on untouched until a pause, and follows on after it", async () => {
  const units = await sampled(10);
  const timeline = new RecordingTimeline();
  timeline.format(30);
  const passed: Unit[] = [];
  let newest = -Infinity;
  let pausedAt = 0;
  units.forEach((unit, at) => {
    if (at === 40) timeline.pause();
    if (at === 60) timeline.resume();
    const given = timeline.pass(unit);
    if (given === null) return;
    if (at < 40) {
      expect(given).toBe(unit);
      if (unit.kind === "video") newest = Math.max(newest, unit.pts);
      pausedAt = passed.length;
    }
    passed.push(given);
  });
  const pictures = passed.filter(({ kind }) => kind === "video");
  const shown = pictures.map(({ pts }) => pts).sort((a, b) => a - b);
  expect(shown.slice(1).every((pts, at) => pts - (shown[at] ?? 0) === TICKS / 30)).toBe(true);
  expect(pictures.slice(1).every(({ dts }, at) => dts > (pictures[at]?.dts ?? 0))).toBe(true);
  // all up to the newest when the pause began, and all from the keyframe on
  const before = units.filter(({ kind, pts }) => kind === "video" && pts <= newest).length;
  const keyframe = units.findIndex((unit, at) => at >= 60 && unit.keyframe);
  expect(pictures).toHaveLength(before + units.slice(keyframe).filter(({ kind }) => kind === "video").length);
  expect(passed.length).toBeGreaterThan(pausedAt);
  const sound = passed.filter(({ kind }) => kind === "audio").map(({ pts }) => pts);
  sound.slice(1).forEach((pts, at) => {
    const gap = pts - (sound[at] ?? 0);
    expect(gap).toBeGreaterThanOrEqual(1919);
    expect(gap).toBeLessThan(2 * 1921);
  });
});

it("loses nothing when a pause is taken back at once", async () => {
  const timeline = new RecordingTimeline();
  timeline.format(30);
  const units = await sampled(10);
  units.forEach((unit, at) => {
    if (at === 40) {
      timeline.pause();
      timeline.resume();
    }
    expect(timeline.pass(unit)).toBe(unit);
  });
});
