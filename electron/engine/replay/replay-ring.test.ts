import { expect, it } from "vitest";
import { defaultSettings } from "../../contract/settings";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import { replayLimit } from "./replay-limit";
import { ReplayRing } from "./replay-ring";

const format: StreamFormat = { tables: Buffer.alloc(376), videoCodec: "avc1.64001f", audioCodec: "mp4a.40.2", width: 1280, height: 720, fps: 30 };
/** Two a second, a keyframe every two seconds. */
function picture(number: number, size = 1880): Unit {
  const dts = (number * TICKS) / 2;
  return { kind: "video", track: 0, pts: dts, dts, keyframe: number % 4 === 0, disposable: false, takenAt: 0, packets: Buffer.alloc(size) };
}

function filled(bounds: { seconds: number; bytes: number }, pictures: number): ReplayRing {
  const ring = new ReplayRing(bounds);
  ring.setFormat(format);
  for (let number = 0; number < pictures; number += 1) ring.push(picture(number));
  return ring;
}

it("holds the wanted seconds, less than a group more, and begins with a keyframe", () => {
  for (let pictures = 100; pictures < 110; pictures += 1) {
    const ring = filled({ seconds: 20, bytes: 1e9 }, pictures);
    expect(ring.seconds).toBeGreaterThanOrEqual(20);
    expect(ring.seconds).toBeLessThan(22);
    const { units = [] } = ring.cut() ?? {};
    expect(units[0]?.keyframe).toBe(true);
    expect(units.at(-1)?.dts).toBe(((pictures - 1) * TICKS) / 2);
    expect(ring.bytes).toBe(units.length * 1880);
  }
});

it("never holds more bytes than it may: seconds go first, then a group that is too large alone", () => {
  const ring = filled({ seconds: 300, bytes: 20_000 }, 100);
  expect(ring.bytes).toBeLessThanOrEqual(20_000);
  expect(ring.seconds).toBeGreaterThan(1);
  ring.push(picture(100, 30_000));
  expect(ring.cut()).toBeNull();
  ring.push(picture(101));
  expect(ring.bytes).toBe(0);
  ring.push(picture(104));
  expect(ring.bytes).toBe(1880);
});

it("takes other bounds at once, and keeps a cut whole whatever comes after it", () => {
  const ring = filled({ seconds: 60, bytes: 1e9 }, 200);
  const cut = ring.cut();
  ring.setBounds({ seconds: 20, bytes: 1e9 });
  expect(ring.seconds).toBeLessThan(22);
  expect(cut?.units.length).toBeGreaterThanOrEqual(120);
  expect(cut?.units[0]?.keyframe).toBe(true);
});

it("begins anew with another format, and with sound only after a keyframe", () => {
  const ring = filled({ seconds: 20, bytes: 1e9 }, 50);
  ring.setFormat({ ...format, width: 1920 });
  expect(ring.cut()).toBeNull();
  ring.push({ ...picture(51), kind: "audio" });
  expect(ring.bytes).toBe(0);
  ring.push(picture(52));
  ring.push({ ...picture(53), kind: "audio" });
  expect(ring.cut()).toMatchObject({ format: { width: 1920 }, units: [{ keyframe: true }, { kind: "audio" }] });
});

it("reckons the memory from the bitrate", () => {
  const { video, encoder } = defaultSettings;
  const settings = { video, encoder: { ...encoder, videoBitrate: 2500 } };
  const megabytes = (seconds: number) => replayLimit({ on: true, seconds }, settings) / 1e6;
  expect(megabytes(300)).toBeGreaterThan(107); // measured: 106.2 MB of transport stream
  expect(megabytes(300)).toBeLessThan(120);
  expect(megabytes(20)).toBeLessThan(10);
});
