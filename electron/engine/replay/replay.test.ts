import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodedSample } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import { defaultSettings } from "../../contract/settings";
import type { StreamBus } from "../bus/stream-bus";
import { TICKS, type Unit } from "../bus/unit";
import { aacFrames, elementaryBytes, NAL_DELIMITER, nalType, nalUnits } from "../outputs/elementary-stream";
import { busOf } from "../outputs/test-bus";
import { Replay } from "./replay";

/** Just before timestamps begin at zero again (33 bits): that falls into what is kept. */
const START = Math.floor(2 ** 33 / TICKS) - 8;

let folder: string;
let bus: StreamBus;
let replay: Replay;
let phases: string[];
/** Everything that was on the bus. */
let units: Unit[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "replay-"));
  const samples = [await encodedSample({ seconds: 14, startAt: START }), await encodedSample({ seconds: 15, startAt: START + 16 })];
  const [first, second] = samples.map((sample) => Readable.from([sample]));
  if (first === undefined || second === undefined) throw new Error("no sample");
  phases = [];
  units = [];
  replay = new Replay(() => phases.push(replay.status().phase));
  replay.configure({ on: true, seconds: 20 });
  bus = busOf(first, START);
  replay.follow(bus, { video: defaultSettings.video, encoder: { ...defaultSettings.encoder, videoBitrate: 800 } });
  bus.join("last-keyframe", { format: () => undefined, unit: (unit) => units.push(unit), end: () => undefined });
  await finished(first);
  // an encoder that died and was replaced: a hole of two seconds, packets numbered anew
  bus.interrupt();
  const others: Unit[] = [];
  const next = busOf(second, START + 16);
  next.join("last-keyframe", { format: () => undefined, unit: (unit) => others.push(unit), end: () => undefined });
  await finished(second);
  for (const unit of others) bus.push(unit);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What decoders get of all pictures, or of all sound, whatever carried it: a print for each. */
function prints(given: readonly Unit[], kind: Unit["kind"]): string[] {
  const coded = given.filter((unit) => unit.kind === kind).map(elementaryBytes);
  const frames =
    kind === "video"
      ? coded.map((bytes) => nalUnits(bytes).filter((nal) => nalType(nal) !== NAL_DELIMITER))
      : coded.flatMap((bytes) => aacFrames(bytes).map(({ raw }) => [raw]));
  return frames.map((parts) => parts.reduce((hash, part) => hash.update(part).update("|"), createHash("sha256")).digest("hex"));
}

/** The units that a file gives as a transport stream again. */
async function unitsOf(file: string): Promise<Unit[]> {
  const muxing = ["-f", "mpegts", "-pes_payload_size", "0", "-omit_video_pes_length", "0", "pipe:1"];
  const child = spawn("ffmpeg", ["-v", "error", "-nostdin", "-i", file, "-map", "0:v", "-map", "0:a", "-c", "copy", ...muxing], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const read: Unit[] = [];
  busOf(child.stdout).join("last-keyframe", { format: () => undefined, unit: (unit) => read.push(unit), end: () => undefined });
  await finished(child.stdout);
  return read;
}

/** What the buffer must hold: from the first keyframe that leaves 20 s. */
function kept(): Unit[] {
  const newest = units.filter(({ kind }) => kind === "video").at(-1)?.dts ?? 0;
  const from = units.findLastIndex(({ keyframe, dts }) => keyframe && dts <= newest - 20 * TICKS);
  return units.slice(from);
}

it.each(["mkv", "mp4"] as const)("saves the last seconds as %s, packet for packet as they were on the bus", async (container) => {
  phases.length = 0;
  const wanted = join(folder, container, `Replay.${container}`);
  await expect(replay.save("ffmpeg", wanted, container)).rejects.toMatchObject({ problem: { code: "folder-missing", subject: dirname(wanted) } });
  expect(replay.status()).toMatchObject({ phase: "failed", problem: { code: "folder-missing" } });

  const file = join(folder, `Replay.${container}`);
  const other = replay.save("ffmpeg", file, container);
  expect(replay.status().phase).toBe("saving");
  // asked once more while it is being saved: the same one
  await Promise.all([replay.save("ffmpeg", file, container), other]);
  expect(phases).toEqual(["saving", "failed", "saving", "saved"]);
  const status = replay.status();
  expect(status).toMatchObject({ phase: "saved", file, problem: null });
  expect(status.seconds).toBeGreaterThanOrEqual(20);
  expect(status.seconds).toBeLessThan(22);
  expect(status.bytes).toBe(kept().reduce((sum, { packets }) => sum + packets.length, 0));
  expect(status.bytes).toBeLessThanOrEqual(status.limit);

  const saved = await unitsOf(file);
  const times = await packets(file);
  const origin = times.find(({ kind }) => kind === "video")?.pts ?? 0;
  for (const kind of ["video", "audio"] as const) {
    const expected = kept().filter((unit) => unit.kind === kind);
    expect(expected.length).toBeGreaterThan(500);
    expect(prints(saved, kind)).toEqual(prints(expected, kind));
    const late = times.filter((packet) => packet.kind === kind).map(({ pts }, at) => pts - origin - ((expected[at]?.pts ?? 0) - (kept()[0]?.pts ?? 0)) / TICKS);
    expect(late).toHaveLength(expected.length);
    // Matroska counts in ms
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(0.0011);
  }
});

it("never writes over a file, and leaves nothing behind when it fails", async () => {
  await replay.save("ffmpeg", join(folder, "Replay.mkv"), "mkv");
  expect(replay.status().file).toBe(join(folder, "Replay (2).mkv"));
  const before = readdirSync(folder).sort();
  await expect(replay.save("false", join(folder, "other.mkv"), "mkv")).rejects.toMatchObject({ problem: { code: "replay-failed" } });
  await expect(replay.save(join(folder, "no-ffmpeg"), join(folder, "other.mkv"), "mkv")).rejects.toMatchObject({ problem: { code: "ffmpeg-missing" } });
  expect(readdirSync(folder).sort()).toEqual(before);
  // what is kept is still there
  expect(replay.status()).toMatchObject({ phase: "failed", file: join(folder, "Replay (2).mkv") });
  expect(replay.status().seconds).toBeGreaterThanOrEqual(20);
});

it("holds nothing once it is off or the encode is over, and says that there is nothing to save", async () => {
  replay.configure({ on: false, seconds: 20 });
  expect(replay.status()).toMatchObject({ seconds: 0, bytes: 0, limit: 0 });
  replay.configure({ on: true, seconds: 20 });
  expect(replay.status()).toMatchObject({ phase: "keeping", problem: null });
  // what the bus still had
  expect(replay.status().seconds).toBeLessThan(3);
  bus.end();
  expect(replay.status()).toMatchObject({ phase: "idle", bytes: 0 });
  await expect(replay.save("ffmpeg", join(folder, "nothing.mkv"), "mkv")).rejects.toMatchObject({ problem: { code: "replay-empty" } });
  expect(replay.status().phase).toBe("idle");
});
