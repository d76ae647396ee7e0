import { describe, expect, it } from "vitest";
import type { Unit } from "../bus/unit";
import { Handover } from "./handover";
import { SOUND_FRAME, soundNeededTo, soundTakenFrom, startAt } from "./stretch";

const unit = (kind: Unit["kind"], dts: number): Unit => ({ kind, track: 0, pts: dts, dts, keyframe: false, disposable: false, takenAt: 0, packets: Buffer.alloc(0) });
const picture = (dts: number): Unit => unit("video", dts);
const sound = (dts: number, track = 0): Unit => ({ ...unit("audio", dts), track });

/** Pictures every 100 ticks; the old encoder ends before 1000 and was 300 behind; sound is the new one's from 1100 on. */
function begun(tracks = 0): { handover: Handover; out: string[] } {
  const out: string[] = [];
  const handover = new Handover({ soundFrom: 1100, tracks, latency: 300 }, ({ kind, dts }, from) => out.push(`${from} ${kind} ${dts}`));
  handover.tick(1000);
  return { handover, out };
}

describe("Handover", () => {
  it("lets go of what the old encoder gives in a burst as it would have come", () => {
    const { handover, out } = begun();
    for (const dts of [700, 800, 900]) handover.old(picture(dts));
    expect(out).toEqual(["old video 700"]);
    handover.tick(1100);
    expect(out).toEqual(["old video 700", "old video 800"]);
    handover.oldEnded();
    handover.tick(1200);
    expect(out).toEqual(["old video 700", "old video 800", "old video 900"]);
    expect(handover.done).toBe(false);
  });

  it("puts the new one's units after all pictures of the old, sound in its place, each frame of it once", () => {
    const { handover, out } = begun();
    handover.next(picture(1000));
    handover.next(sound(1050));
    handover.next(sound(1100));
    for (const each of [picture(900), sound(950), sound(1050), sound(1100)]) handover.old(each);
    expect(out).toEqual([]);
    handover.oldEnded();
    expect(out).toEqual(["old video 900", "old audio 950", "next video 1000", "old audio 1050", "next audio 1100"]);
    expect(handover.done).toBe(true);
  });

  it("goes on until the new one has the sound of every track, of which no frame comes twice", () => {
    const { handover, out } = begun(1);
    for (const each of [picture(900), sound(1050), sound(1050, 1)]) handover.old(each);
    handover.oldEnded();
    for (const each of [picture(1000), sound(1050), sound(1100)]) handover.next(each);
    expect(handover.done).toBe(false);
    for (const each of [sound(1050, 1), sound(1100, 1)]) handover.next(each);
    expect(handover.done).toBe(true);
    expect(out.filter((each) => each.includes("audio"))).toEqual(["old audio 1050", "old audio 1050", "next audio 1100", "next audio 1100"]);
  });

  it("waits for nothing when the program is over", () => {
    const { handover, out } = begun();
    for (const dts of [700, 800, 900]) handover.old(picture(dts));
    handover.tick(Infinity);
    expect(out).toHaveLength(3);
  });
});

describe("the stretch of an encoder", () => {
  it("begins its sound on the grid of AAC frames, up to one after its first picture", () => {
    expect(startAt(0, 30)).toEqual({ picture: 0, sound: 0 });
    for (const at of [1, 7, 100, 3001]) {
      const { sound: from } = startAt(at, 30);
      expect(from % SOUND_FRAME).toBe(0);
      expect(from - at * 1600).toBeGreaterThanOrEqual(0);
      expect(from - at * 1600).toBeLessThan(SOUND_FRAME);
    }
  });

  it("shares frames with the one before, which needs sound to the end of its last", () => {
    const start = startAt(100, 30);
    expect(soundTakenFrom(start) - start.sound).toBe(2 * SOUND_FRAME);
    expect(soundNeededTo(start) - soundTakenFrom(start)).toBe(SOUND_FRAME);
  });
});
