import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { chapters, packets, probe } from "../../e2e/peers/ffprobe";
import { until } from "../../e2e/peers/until";
import { defaultSettings } from "../contract/settings";
import { Engine } from "./engine";
import type { Disk } from "./health/disk";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: ["x264" as const] };
const settings = { video: { width: 320, height: 180, fps: 30 }, encoder: { ...defaultSettings.encoder, videoBitrate: 500 } };

let folder: string;
let engine: Engine;

async function opened(disk?: Disk): Promise<Engine> {
  const made = new Engine(() => undefined, disk);
  await made.handle({ type: "setUp", ffmpeg, keyFolder: folder, pageFiles: null });
  await made.handle({ type: "configure", settings });
  return made;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "engine-"));
  engine = await opened();
});
afterEach(async () => {
  await engine.handle({ type: "shutDown" });
  rmSync(folder, { recursive: true, force: true });
});

/** Marks a chapter; answers where, in seconds. */
async function marked(): Promise<number> {
  const length = engine.status().recordings[0]?.length ?? NaN;
  await engine.handle({ type: "markChapter" });
  return length / 1000;
}

const inFragments = (file: string): boolean => readFileSync(file).includes("moof");
const finished = (): Promise<true> => until("the files to be finished", () => !engine.status().recordings.some(({ phase }) => phase === "finishing"));

it("makes a recording one that can be sought in, after a stop and after a crash", async () => {
  const file = join(folder, "a.mp4");
  await engine.handle({ type: "startRecording", recording: { id: "r", file, container: "mp4" } });
  await until("a second", () => engine.status().program.frames > 30);
  const first = await marked();
  await until("two seconds", () => engine.status().program.frames > 60);
  const second = await marked();
  // Tracks are those of the moment at which the encoder started.
  await engine.handle({ type: "configure", settings: { ...settings, tracks: [{ id: "mic", name: "Mic" }] } });
  expect(engine.status().recordings).toMatchObject([{ chapters: 2 }]);
  await until("three seconds", () => engine.status().program.frames > 90);
  expect(inFragments(file)).toBe(true);
  await engine.handle({ type: "stopRecording", id: null });
  await finished();
  expect(engine.status().recordings).toMatchObject([{ phase: "idle", file, problem: null }]);
  expect(inFragments(file)).toBe(false);
  const whole = (await packets(file)).filter(({ kind }) => kind === "video");
  expect(whole).toHaveLength(engine.status().program.frames);
  const marks = await chapters(file);
  expect(marks.map(({ title }) => title)).toEqual(["Chapter 1", "Chapter 2", "Chapter 3"]);
  [0, first, second].forEach((at, n) => expect(marks[n]?.start).toBeCloseTo(at, 2));
  expect(marks.at(-1)?.end).toBeGreaterThan(2.9);
  expect(readdirSync(folder)).toEqual(["a.mp4"]);
  expect((await probe(file)).streams.filter(({ codec_type }) => codec_type === "audio")).toHaveLength(1);

  const broken = join(folder, "broken.mkv");
  await engine.handle({ type: "startRecording", recording: { id: "s", file: broken, container: "mkv" } });
  await until("two seconds more", () => engine.status().program.frames > 60);
  await engine.handle({ type: "stopRecording", id: null });
  truncateSync(broken, Math.floor(statSync(broken).size * 0.6));
  await engine.handle({ type: "finishRecordings", files: [broken] });
  expect(engine.status().recordings[0]).toMatchObject({ phase: "finishing", file: broken });
  await finished();
  expect(engine.status().recordings.map(({ phase, problem }) => ({ phase, problem }))).toEqual([
    { phase: "idle", problem: null },
    { phase: "idle", problem: null },
  ]);
  const both = await packets(broken);
  expect(both.length).toBeGreaterThan(30);
  expect(both.filter(({ stream }) => stream === 2).map(({ pts }) => pts)).toEqual(both.filter(({ stream }) => stream === 1).map(({ pts }) => pts));
  expect((await probe(broken)).streams.map(({ tags }) => tags?.title)).toEqual([undefined, "Program", "Mic"]);
});

it("finishes a recording in order at the disk's reserve, and goes on with everything else", async () => {
  const file = join(folder, "long.mkv");
  const reserve = 500e6;
  let free = reserve + 200_000;
  const small = await opened({ reserve, free: () => Promise.resolve(free - (statSync(file, { throwIfNoEntry: false })?.size ?? 0)) });
  try {
    // Both at once, as two buttons pressed one after the other: they have one encode, and one preview of it.
    await Promise.all([small.handle({ type: "rehearse", on: true }), small.handle({ type: "startRecording", recording: { id: "r", file, container: "mkv" } })]);
    const seen = fetch(small.status().preview.url ?? "");
    const recording = () => small.status().recordings[0];
    await until("a forecast", () => recording()?.phase === "recording" && typeof recording()?.left === "number");
    // 660 kb/s into what is left of 200 kB
    expect(recording()?.left).toBeLessThan(2.5);
    await until("the end", () => recording()?.phase === "idle");
    expect((await seen).status).toBe(200);
    expect(recording()).toMatchObject({ problem: { code: "disk-reserve", subject: folder } });
    const { frames } = small.status().program;
    expect((await packets(file)).length).toBeGreaterThan(30);
    await until("the program to go on", () => small.status().program.frames > frames + 15);
    expect(small.status().broadcast.phase).toBe("rehearsing");
    free = reserve - 1;
    await expect(small.handle({ type: "startRecording", recording: { id: "s", file, container: "mkv" } })).rejects.toMatchObject({
      problem: { code: "disk-reserve" },
    });
    // Nothing but the recording needed the encode.
    free = reserve + 200_000 + statSync(file).size;
    await small.handle({ type: "rehearse", on: false });
    await small.handle({ type: "startRecording", recording: { id: "t", file, container: "mkv" } });
    free = 0;
    await until("the encoder's end", () => small.status().encoder.phase === "off");
  } finally {
    await small.handle({ type: "shutDown" });
  }
});
