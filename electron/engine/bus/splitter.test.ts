import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { Splitter } from "./splitter";
import { PACKET, type Unit } from "./unit";

const ticksPerFrame = 3000;
let stream: Buffer;

/** Three seconds of real encoder output, cut from a stream that is a little over the 33-bit border. */
beforeAll(() => {
  stream = execFileSync("ffmpeg", [
    ...["-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=30", "-f", "lavfi", "-i", "sine=r=48000"],
    ...["-t", "3", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-g", "30", "-pix_fmt", "yuv420p"],
    ...["-c:a", "aac", "-ac", "2", "-f", "mpegts", "-pes_payload_size", "0", "-omit_video_pes_length", "0"],
    ...["-muxdelay", "0", "-muxpreload", "0", "-output_ts_offset", "95442", "pipe:1"],
  ], { maxBuffer: 1e8 });
});

function split(pieces: Iterable<Buffer>): { units: Unit[]; tables: Buffer[]; profiles: number[][] } {
  const units: Unit[] = [];
  const tables: Buffer[] = [];
  const profiles: number[][] = [];
  const splitter = new Splitter(
    {
      tables: (t) => tables.push(t),
      profile: (...p) => profiles.push(p),
      unit: (u) => units.push(u),
    },
    (ticks) => ticks / 90,
    95_442 * 90_000,
  );
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return { units, tables, profiles };
}

function* cut(bytes: Buffer, size: number): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("Splitter", () => {
  it("finds every picture with its time, keyframes and pictures nothing refers to", () => {
    const { units, tables, profiles } = split([stream]);
    const video = units.filter((u) => u.kind === "video");
    expect(video).toHaveLength(90);
    expect(video.filter((u) => u.keyframe)).toHaveLength(3);
    expect(video.some((u) => u.disposable)).toBe(true);
    expect(video.filter((u) => u.keyframe && u.disposable)).toHaveLength(0);
    const times = video.map((u) => u.pts).sort((a, b) => a - b);
    const first = times[0] ?? 0;
    expect(times.map((t) => t - first)).toEqual(times.map((_, i) => i * ticksPerFrame));
    expect(first).toBeGreaterThan(2 ** 33 - 90_000 * 4);
    expect(times.at(-1)).toBeGreaterThan(2 ** 33);
    expect(tables).toHaveLength(1);
    expect(tables[0]).toHaveLength(2 * PACKET);
    expect(profiles[0]?.[0]).toBe(100);
  });

  it("gives the same units however the bytes arrive", () => {
    const whole = split([stream]).units;
    for (const size of [1, 187, 188, 1000, 65_536]) {
      const pieces = split(cut(stream, size)).units;
      expect(pieces.length).toBe(whole.length);
      expect(Buffer.concat(pieces.map((u) => u.packets)).equals(Buffer.concat(whole.map((u) => u.packets)))).toBe(true);
    }
  });

  it("gives a unit out as soon as its last packet is there", () => {
    const { units } = split([stream]);
    const small = units.find((u) => u.kind === "video" && u.packets.length < 5 * PACKET);
    expect(small).toBeDefined();
    if (small === undefined) return;
    const end = stream.indexOf(small.packets) + small.packets.length;
    const early: Unit[] = [];
    const splitter = new Splitter(
      { tables: () => undefined, profile: () => undefined, unit: (u) => early.push(u) },
      () => 0,
      95_442 * 90_000,
    );
    splitter.push(stream.subarray(0, end));
    expect(early.at(-1)?.pts).toBe(small.pts);
  });

  it("recovers when the stream loses bytes in the middle of a packet", () => {
    const damaged = Buffer.concat([stream.subarray(0, 50_000), stream.subarray(50_077)]);
    const { units } = split([damaged]);
    expect(units.filter((u) => u.kind === "video").length).toBeGreaterThan(80);
  });
});
