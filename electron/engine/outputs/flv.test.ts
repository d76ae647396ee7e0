import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { avOffsets } from "../../../e2e/peers/av-offset";
import { encodedSample } from "../../../e2e/peers/encoded-sample";
import { audioStream, frameTimes, packets, type ProbedPacket, probe, videoStream } from "../../../e2e/peers/ffprobe";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import { FlvPackager } from "./flv";
import { busOf } from "./test-bus";

const START = 3600;
let folder: string;
let format: StreamFormat;
let units: Unit[];
let source: ProbedPacket[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flv-"));
  const sample = await encodedSample({ seconds: 5, startAt: START });
  writeFileSync(join(folder, "source.ts"), sample);
  source = await packets(join(folder, "source.ts"));
  units = [];
  const stream = Readable.from([sample]);
  const bus = busOf(stream, START);
  bus.join("next-keyframe", {
    format: (found) => {
      format = found;
    },
    unit: (unit) => units.push(unit),
    end: () => undefined,
  });
  await new Promise((resolve) => stream.once("end", resolve));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, from: readonly Unit[]): string {
  const packager = new FlvPackager();
  packager.format(format);
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([packager.preface, ...from.map((unit) => packager.pack(unit))]));
  return file;
}

describe("FlvPackager", () => {
  it("keeps every picture and sound in its time, from 0 on", async () => {
    const file = write("whole.flv", units);
    const made = await packets(file);
    for (const kind of ["video", "audio"] as const) {
      const before = source.filter((p) => p.kind === kind).slice(0, units.filter((u) => u.kind === kind).length);
      const after = made.filter((p) => p.kind === kind);
      const base = source.find((p) => p.keyframe && p.kind === "video")?.dts ?? 0;
      const kept = before.filter((p) => p.dts >= base);
      expect(after.length).toBe(kept.length);
      after.forEach((p, i) => {
        expect(Math.abs(p.pts - ((kept[i]?.pts ?? 0) - base))).toBeLessThan(0.001);
        expect(Math.abs(p.dts - ((kept[i]?.dts ?? 0) - base))).toBeLessThan(0.001);
        if (kind === "video") expect(p.keyframe).toBe(kept[i]?.keyframe);
      });
    }
    expect(Math.min(...made.map((p) => p.dts))).toBe(0);
    expect((await frameTimes(file)).length).toBe(150);
    (await avOffsets(file)).forEach((ms) => expect(Math.abs(ms)).toBeLessThan(15));
  });

  it("tells the decoder what it must know", async () => {
    const file = write("header.flv", units);
    expect(await videoStream(file)).toMatchObject({ codec_name: "h264", profile: "High", width: 320, height: 180 });
    expect(await audioStream(file)).toMatchObject({ codec_name: "aac", profile: "LC", sample_rate: "48000", channels: 2 });
    expect((await probe(file)).format.format_name).toBe("flv");
  });

  it("begins with a keyframe and leaves out sound from before it", () => {
    const packager = new FlvPackager();
    packager.format(format);
    const [first] = units;
    const sound = units.find((unit) => unit.kind === "audio");
    if (first === undefined || sound === undefined) throw new Error("no sample");
    expect(packager.pack(sound)).toHaveLength(0);
    expect(packager.pack(first).length).toBeGreaterThan(0);
    expect(packager.pack({ ...sound, dts: first.dts - TICKS, pts: first.dts - TICKS })).toHaveLength(0);
  });

  it("stays playable after a gap, and after the format was told again", async () => {
    const second = units.findIndex((unit, i) => i > 0 && unit.keyframe);
    const third = units.findIndex((unit, i) => i > second && unit.keyframe);
    const packager = new FlvPackager();
    packager.format(format);
    const parts = units.slice(0, second).map((unit) => packager.pack(unit));
    packager.format(format);
    parts.push(...units.slice(third).map((unit) => packager.pack(unit)));
    const file = join(folder, "gap.flv");
    writeFileSync(file, Buffer.concat([packager.preface, ...parts]));
    expect((await frameTimes(file)).length).toBe(150 - 60);
  });

  it("takes the filler out of a picture that is too large for a server, and only there", () => {
    const [first] = units;
    if (first === undefined) throw new Error("no sample");
    const small = new FlvPackager();
    small.format(format);
    const plain = small.pack(first).length;
    for (const [filler, kept] of [
      [100_000, true],
      [1_500_000, false],
    ] as const) {
      const packager = new FlvPackager();
      packager.format(format);
      const length = packager.pack(withFiller(first, filler)).length;
      if (kept) expect(length).toBeGreaterThan(plain + filler);
      else expect(length).toBe(plain);
    }
  });
});

/** The unit with a filler NAL unit (type 12) behind its picture. */
function withFiller(unit: Unit, size: number): Unit {
  const nal = Buffer.concat([Buffer.from([0, 0, 0, 1, 12]), Buffer.alloc(size, 0xff), Buffer.from([0x80])]);
  const extra: Buffer[] = [];
  for (let at = 0; at < nal.length; at += 184) {
    const payload = nal.subarray(at, at + 184);
    const stuffing = 184 - payload.length;
    const head = Buffer.from([0x47, 0x01, 0x00, stuffing === 0 ? 0x10 : 0x30]);
    const adaptation = Buffer.alloc(stuffing, 0xff);
    if (stuffing > 0) adaptation.writeUInt8(stuffing - 1, 0);
    if (stuffing > 1) adaptation.writeUInt8(0, 1);
    extra.push(head, adaptation, payload);
  }
  return { ...unit, packets: Buffer.concat([unit.packets, ...extra]) };
}
