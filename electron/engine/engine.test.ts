import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { packets } from "../../e2e/peers/ffprobe";
import { until } from "../../e2e/peers/until";
import { defaultSettings } from "../contract/settings";
import { Engine } from "./engine";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: ["x264" as const] };
const settings = { video: { width: 320, height: 180, fps: 30 }, encoder: { ...defaultSettings.encoder, videoBitrate: 500 } };

let folder: string;
let engine: Engine;

async function opened(): Promise<Engine> {
  const made = new Engine(() => undefined);
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

const inFragments = (file: string): boolean => readFileSync(file).includes("moof");
const finished = (): Promise<true> => until("the files to be finished", () => !engine.status().recordings.some(({ phase }) => phase === "finishing"));

it("makes a recording one that can be sought in, after a stop and after a crash", async () => {
  const file = join(folder, "a.mp4");
  await engine.handle({ type: "startRecording", recording: { id: "r", file, container: "mp4" } });
  await until("three seconds", () => engine.status().program.frames > 90);
  expect(inFragments(file)).toBe(true);
  await engine.handle({ type: "stopRecording", id: null });
  await finished();
  expect(engine.status().recordings).toMatchObject([{ phase: "idle", file, problem: null }]);
  expect(inFragments(file)).toBe(false);
  const whole = (await packets(file)).filter(({ kind }) => kind === "video");
  expect(whole).toHaveLength(engine.status().program.frames);

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
  expect((await packets(broken)).length).toBeGreaterThan(30);
});
