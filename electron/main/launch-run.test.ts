import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAddress, parseAddress } from "../contract/address";
import type { ArmedDestination, EngineCommand } from "../contract/engine";
import type { Problem } from "../contract/problem";
import { defaultSettings } from "../contract/settings";
import { Broadcast } from "./broadcast";
import type { LaunchOptions } from "./launch-options";
import { LaunchRun } from "./launch-run";
import { aStatus } from "./status.fixture";

const folder = mkdtempSync(join(tmpdir(), "launch-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

const options = (given: Partial<LaunchOptions>): LaunchOptions => ({
  collection: null,
  scene: null,
  sources: { picture: null, audio: null },
  outputs: [],
  overrides: {},
  startStreaming: false,
  startRecording: false,
  rehearse: false,
  hidden: false,
  duration: null,
  statusJson: null,
  userDataDir: null,
  ...given,
});

const address = parseAddress("rtmp://h/live/key");
if (!isAddress(address)) throw new Error("address");
const stream = { kind: "stream" as const, address };
const file = { kind: "file" as const, file: join(folder, "out.mkv"), container: "mkv" as const };
const saved: ArmedDestination = {
  destination: { id: "saved", name: "Twitch", enabled: true, target: address.target },
  secrets: { streamKey: "k" },
};

let asked: EngineCommand[];
let refuse: Problem | null;
let said: Problem[];
const quit = vi.fn();

beforeEach(() => {
  asked = [];
  refuse = null;
  said = [];
  quit.mockClear();
});
afterEach(() => void vi.useRealTimers());

async function start(given: Partial<LaunchOptions>, ffmpeg: Problem | null = null) {
  const broadcast = new Broadcast({
    ask: (command) => {
      asked.push(command);
      return Promise.resolve(refuse);
    },
    settings: () => defaultSettings,
    channels: () => [],
    armed: () => [saved],
    newRecording: () => Promise.resolve({ id: "new", file: join(folder, "new.mkv"), container: "mkv" }),
    ffmpeg: () => Promise.resolve(ffmpeg ?? { path: "", version: "", srt: true, rtmps: true, encoders: [] }),
    keyFolder: folder,
    pageFiles: null,
  });
  const run = new LaunchRun(options(given), broadcast, (problem) => said.push(problem), quit);
  await run.start([saved]);
  return run;
}

const running = (frames: number) => ({
  ...aStatus({ encoder: "running" }),
  program: { ...aStatus({}).program, frames },
});

describe("what is started", () => {
  it("is only the outputs given, not the saved destinations", async () => {
    await start({ outputs: [stream, file] });
    expect(asked).toMatchObject([
      { type: "startStream", destinations: [{ destination: { id: "launch-1" }, secrets: { streamKey: "key" } }] },
      { type: "startRecording", recording: { file: file.file } },
    ]);
  });

  it("is both with --startstreaming", async () => {
    await start({ outputs: [stream], startStreaming: true });
    expect(asked).toMatchObject([{ destinations: [saved, { destination: { id: "launch-1" } }] }]);
  });

  it("is a recording or a rehearsal when asked", async () => {
    await start({ startRecording: true, rehearse: true });
    expect(asked).toMatchObject([{ type: "rehearse", on: true }, { type: "startRecording", recording: { id: "new" } }]);
  });
});

describe("a run with a duration", () => {
  beforeEach(() => void vi.useFakeTimers());

  it("ends when that much was encoded, counted from the first frame", async () => {
    const run = await start({ rehearse: true, duration: 10 });
    vi.advanceTimersByTime(8000);
    run.heard(running(30));
    vi.advanceTimersByTime(8900);
    expect(quit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(quit).toHaveBeenCalledOnce();
    run.close();
    expect(run.exitCode()).toEqual({ code: 0, failed: [] });
  });

  it("waits for media that comes late, but not for ever", async () => {
    const run = await start({ rehearse: true, duration: 2 });
    run.heard(running(0));
    for (let second = 1; second <= 6; second++) {
      vi.advanceTimersByTime(1000);
      run.heard(running(second));
      expect(quit).not.toHaveBeenCalled();
    }
    vi.advanceTimersByTime(1100);
    expect(quit).toHaveBeenCalled();
  });

  it("fails when the encoder never runs", async () => {
    const run = await start({ rehearse: true, duration: 1 });
    vi.advanceTimersByTime(30_000);
    expect(quit).toHaveBeenCalled();
    expect(run.exitCode().code).toBe(1);
  });

  it("fails at once, saying it once, when nothing could be started", async () => {
    const run = await start({ outputs: [stream, file], rehearse: true, duration: 1 }, { code: "ffmpeg-missing" });
    expect(said).toEqual([{ code: "ffmpeg-missing" }]);
    expect(quit).toHaveBeenCalled();
    expect(run.exitCode()).toEqual({ code: 1, failed: ["rtmp://h/live", "out.mkv"] });
  });

  it("fails when the encoder fails, and says why", async () => {
    const run = await start({ rehearse: true, duration: 1 });
    const failed = aStatus({ encoder: "failed" });
    run.heard({ ...failed, encoder: { ...failed.encoder, problem: { code: "encoder-unavailable" } } });
    expect(said).toEqual([{ code: "encoder-unavailable" }]);
    expect(quit).toHaveBeenCalled();
    expect(run.exitCode().code).toBe(1);
  });

  it("fails when one output fails, by name", async () => {
    const run = await start({ outputs: [stream, file], duration: 1 });
    const recording = (asked[1] as Extract<EngineCommand, { type: "startRecording" }>).recording.id;
    run.heard({
      ...running(30),
      destinations: aStatus({ destinations: [{ id: "launch-1", phase: "reconnecting" }] }).destinations,
      recordings: aStatus({ recordings: [{ id: recording, bytes: 10 }] }).recordings,
    });
    run.close();
    expect(run.exitCode()).toEqual({ code: 1, failed: ["rtmp://h/live"] });
  });
});

it("never ends or judges a run without a duration", async () => {
  vi.useFakeTimers();
  const run = await start({ outputs: [stream] });
  run.heard(running(30));
  vi.advanceTimersByTime(10 * 60_000);
  expect(quit).not.toHaveBeenCalled();
  expect(run.exitCode()).toEqual({ code: 0, failed: [] });
});
