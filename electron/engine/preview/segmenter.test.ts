import { beforeAll, describe, expect, it } from "vitest";
import { PACKET, TICKS, type StreamFormat, type Unit } from "../bus/unit";
import { broadcast } from "./broadcast.fixture";
import type { Part } from "./part";
import { LONGEST_SEGMENT, Segmenter, partTicks } from "./segmenter";

const format: StreamFormat = {
  tables: Buffer.concat([table(0), table(0x1000)]),
  videoCodec: "avc1.64001f",
  audioCodec: "mp4a.40.2",
  width: 1280,
  height: 720,
  fps: 30,
};

function table(pid: number): Buffer {
  return packet(pid, 0xff);
}

function packet(pid: number, fill: number): Buffer {
  const bytes = Buffer.alloc(PACKET, fill);
  bytes.writeUInt32BE(((0x47 << 24) | (pid << 8) | 0x10) >>> 0);
  return bytes;
}

function picture(frame: number, keyframe = false, fps = 30): Unit {
  const dts = Math.round((frame * TICKS) / fps);
  const packets = packet(0x100, frame & 0xff);
  return { kind: "video", track: 0, pts: dts, dts, keyframe, disposable: false, takenAt: 1000 + dts / 90, packets };
}

function sound(frame: number): Unit {
  return { ...picture(frame), kind: "audio", packets: packet(0x101, frame & 0xff) };
}

function cut(units: readonly Unit[], as = format): Part[] {
  const parts: Part[] = [];
  const segmenter = new Segmenter((part) => parts.push(part));
  segmenter.format(as);
  for (const unit of units) segmenter.unit(unit);
  segmenter.end();
  return parts;
}

function frames(count: number, interval: number, fps = 30): Unit[] {
  return Array.from({ length: count }, (_, n) => picture(n, n % interval === 0, fps));
}

const shape = (parts: readonly Part[]): string[] => parts.map((p) => `${p.segment}.${p.index}${p.last ? "!" : ""}`);

describe("Segmenter", () => {
  it("cuts a segment at each keyframe and a part every third of a second", () => {
    const parts = cut(frames(120, 60));
    expect(shape(parts)).toEqual(
      ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5!", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5!"],
    );
    expect(new Set(parts.map((p) => p.duration))).toEqual(new Set([TICKS / 3]));
    expect(parts.filter((p) => p.independent).map((p) => p.index)).toEqual([0, 0]);
    expect(parts[6]?.takenAt).toBe(3000);
    expect(new Set(parts.map((p) => p.epoch))).toEqual(new Set([0]));
  });

  it.each([1, 2, 3, 24, 25, 50, 59, 60])("never exceeds its part target at %i fps", (fps) => {
    const parts = cut(frames(fps * 6, fps * 2, fps), { ...format, fps });
    for (const part of parts) {
      expect(part.duration).toBeLessThanOrEqual(partTicks(fps) + 1);
      if (!part.last) expect(part.duration).toBeGreaterThanOrEqual(partTicks(fps) * 0.85);
    }
    expect(parts.reduce((sum, p) => sum + p.duration, 0)).toBeCloseTo(6 * TICKS, -1);
  });

  it("ends a segment before the keyframe when the interval is long", () => {
    const parts = cut(frames(300, 300));
    const durations = [1, 2, 3].map((n) =>
      parts.filter((p) => p.segment === n).reduce((sum, p) => sum + p.duration, 0) / TICKS,
    );
    expect(durations).toEqual([LONGEST_SEGMENT, LONGEST_SEGMENT, 2]);
    expect(parts.filter((p) => p.independent)).toHaveLength(1);
    expect(new Set(parts.map((p) => p.epoch))).toEqual(new Set([0]));
  });

  it("keeps sound in stream order and gives every byte out once", () => {
    const units = frames(90, 60).flatMap((p, n) => [p, sound(n)]);
    const parts = cut(units);
    const heads = parts.filter((p) => p.index === 0);
    expect(heads).toHaveLength(2);
    for (const [n, head] of heads.entries()) {
      const tables = Buffer.from(head.chunks[0] ?? []);
      expect([tables.readUInt8(3), tables.readUInt8(PACKET + 3)]).toEqual([0x11 + n, 0x11 + n]);
    }
    expect(format.tables.readUInt8(3)).toBe(0x10);
    const media = parts.flatMap((p) => (p.index === 0 ? p.chunks.slice(1) : p.chunks));
    expect(Buffer.concat(media).equals(Buffer.concat(units.map((u) => u.packets)))).toBe(true);
    for (const part of parts) expect(part.size).toBe(Buffer.concat(part.chunks).length);
  });

  it("calls a dropped picture a longer part and a jump a discontinuity", () => {
    const dropped = frames(60, 60).filter((_, n) => n !== 15 && n !== 16);
    expect(new Set(cut(dropped).map((p) => p.epoch))).toEqual(new Set([0]));

    const jumped = [...frames(30, 60), picture(90, true), picture(91), picture(10), picture(11)];
    const parts = cut(jumped);
    expect(shape(parts)).toEqual(["1.0", "1.1", "1.2!", "2.0!", "3.0!"]);
    expect(parts.map((p) => p.epoch)).toEqual([0, 0, 0, 1, 2]);
    expect(parts[2]?.duration).toBe(TICKS / 3);
    expect(parts[4]?.independent).toBe(false);
  });

  it("begins a new epoch when the encoder comes back", () => {
    const parts: Part[] = [];
    const segmenter = new Segmenter((part) => parts.push(part));
    segmenter.format(format);
    for (const unit of frames(30, 60)) segmenter.unit(unit);
    segmenter.format({ ...format, tables: Buffer.concat([table(0), table(0x1001)]) });
    segmenter.unit(sound(0));
    for (const unit of frames(30, 60)) segmenter.unit(unit);
    expect(shape(parts)).toEqual(["1.0", "1.1", "1.2!", "2.0", "2.1"]);
    expect(parts.map((p) => p.epoch)).toEqual([0, 0, 0, 1, 1]);
    expect(parts[3]?.chunks[0]?.readUInt16BE(PACKET + 1)).toBe(0x1001);
  });
});

describe("Segmenter with a real encoder", () => {
  let units: readonly Unit[];
  beforeAll(async () => {
    const encode = broadcast({ duration: 5, hasty: true });
    await encode.done;
    units = encode.units;
  });

  it("gives out exactly the bytes of the bus", () => {
    const parts = cut(units);
    expect(parts.filter((p) => p.last)).toHaveLength(3);
    const media = parts.flatMap((p) => (p.index === 0 ? p.chunks.slice(1) : p.chunks));
    expect(Buffer.concat(media).equals(Buffer.concat(units.map((u) => u.packets)))).toBe(true);
  });
});
