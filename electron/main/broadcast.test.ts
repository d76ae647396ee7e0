import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Channel, newChannel } from "../contract/channel";
import type { ArmedDestination, EngineCommand } from "../contract/engine";
import type { FfmpegAbility } from "../contract/encoder";
import type { Problem } from "../contract/problem";
import { defaultSettings, type Settings } from "../contract/settings";
import { Broadcast, destinationCommands } from "./broadcast";
import { aStatus } from "./status.fixture";

const folder = mkdtempSync(join(tmpdir(), "broadcast-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ability: FfmpegAbility = { path: "/ffmpeg", version: "7", srt: true, rtmps: true, encoders: ["x264"] };
const armed = (id: string, streamKey = "k"): ArmedDestination => ({
  destination: { id, name: id, enabled: true, target: { protocol: "rtmp", service: "custom", server: "rtmp://h/live" } },
  secrets: { streamKey },
});

let asked: EngineCommand[];
let refuse: Problem | null;
let ffmpeg: FfmpegAbility | Problem;
let on: ArmedDestination[];
let settings: Settings;
let channels: Channel[];
let broadcast: Broadcast;

beforeEach(async () => {
  asked = [];
  refuse = null;
  ffmpeg = ability;
  on = [armed("a")];
  settings = defaultSettings;
  channels = [newChannel("t", "Tone", { kind: "test" })];
  broadcast = new Broadcast({
    ask: (command) => {
      asked.push(structuredClone(command));
      return Promise.resolve(refuse);
    },
    settings: () => settings,
    channels: () => channels,
    armed: () => on,
    newRecording: () => Promise.resolve({ id: "r", file: join(folder, "r.mkv"), container: "mkv" }),
    ffmpeg: () => Promise.resolve(ffmpeg),
    keyFolder: folder,
    pageFiles: null,
  });
  expect(await broadcast.engineStarted()).toEqual([]);
});

const types = () => asked.map(({ type }) => type);

it("sets a fresh engine up and has it do nothing", () => {
  expect(types()).toEqual(["setUp", "configure"]);
  expect(broadcast.encoding).toBe(false);
});

it("pauses what is recorded, again after the engine died, and never what is recorded later", async () => {
  await broadcast.pauseRecording(true);
  expect(asked.at(-1)).toEqual({ type: "pauseRecordings", paused: false });
  await broadcast.startRecording();
  await broadcast.pauseRecording(true);
  asked = [];
  await broadcast.engineStarted();
  expect(asked.slice(-2)).toMatchObject([{ type: "startRecording" }, { type: "pauseRecordings", paused: true }]);
  await broadcast.stopRecording();
  asked = [];
  await broadcast.engineStarted();
  expect(types()).toEqual(["setUp", "configure"]);
});

it("never sends a start before the set-up is done", async () => {
  asked = [];
  void broadcast.engineStarted();
  await broadcast.startStream();
  expect(types()).toEqual(["setUp", "configure", "startStream"]);
});

it("has a new engine go on with everything, recordings in a new file", async () => {
  await broadcast.startStream();
  await broadcast.rehearse(true);
  await broadcast.startRecording();
  writeFileSync(join(folder, "r.mkv"), "what the old one wrote");
  asked = [];
  expect(await broadcast.engineStarted()).toEqual([]);
  expect(types()).toEqual(["setUp", "configure", "rehearse", "startStream", "startRecording"]);
  expect(asked.at(-1)).toMatchObject({ recording: { id: "r", file: join(folder, "r (2).mkv") } });
  rmSync(join(folder, "r.mkv"));
});

it("does not resume what was stopped or broke off", async () => {
  await broadcast.startStream();
  await broadcast.stopStream();
  await broadcast.startRecording();
  broadcast.heard(aStatus({ recordings: [{ id: "r", phase: "failed" }] }));
  expect(broadcast.encoding).toBe(false);
  asked = [];
  await broadcast.engineStarted();
  expect(types()).toEqual(["setUp", "configure"]);
});

it("is not on air when the engine refuses", async () => {
  refuse = { code: "encoder-unavailable" };
  expect(await broadcast.startStream()).toEqual(refuse);
  expect(await broadcast.startRecording()).toEqual(refuse);
  expect(await broadcast.rehearse(true)).toEqual(refuse);
  expect(broadcast.encoding).toBe(false);
});

it("refuses in words what cannot be", async () => {
  on = [];
  expect(await broadcast.startStream()).toEqual({ code: "no-output" });
  ffmpeg = { code: "ffmpeg-missing" };
  expect(await broadcast.startStream()).toEqual(ffmpeg);
  expect(await broadcast.rehearse(true)).toEqual(ffmpeg);
  expect(await broadcast.startRecording()).toEqual(ffmpeg);
  ffmpeg = ability;
  const missing = join(folder, "missing");
  expect(await broadcast.startRecording({ id: "x", file: join(missing, "x.mkv"), container: "mkv" })).toEqual({
    code: "folder-missing",
    subject: missing,
  });
});

it("locks the encoder's settings while they are used", async () => {
  const next = { ...defaultSettings, video: { ...defaultSettings.video, fps: 60 } };
  await broadcast.rehearse(true);
  expect(await broadcast.configure(defaultSettings, next)).toEqual({ code: "locked-while-encoding" });
  expect(await broadcast.configure(defaultSettings, { ...defaultSettings, studioMode: true })).toBeNull();
  await broadcast.rehearse(false);
  asked = [];
  expect(await broadcast.configure(defaultSettings, next)).toBeNull();
  expect(asked).toMatchObject([{ type: "configure", settings: { video: { fps: 60 } } }]);
});

it("tells the engine which channels to record alone, on air too, and only when they are others", async () => {
  const told = () => asked.map((command) => (command.type === "configure" ? command.settings.tracks : command.type));
  const now = settings;
  await broadcast.rehearse(true);
  asked = [];
  settings = { ...now, recording: { ...now.recording, tracks: "channels" } };
  expect(await broadcast.configure(now, settings)).toBeNull();
  await broadcast.tracksChanged();
  channels = [...channels, newChannel("m", "민지", { kind: "desktop" })];
  await broadcast.tracksChanged();
  channels = channels.map((channel) => ({ ...channel, muted: true, volume: -10 }));
  await broadcast.tracksChanged();
  const both = [{ id: "t", name: "Tone" }, { id: "m", name: "민지" }];
  expect(told()).toEqual([[both[0]], both]);
  asked = [];
  await broadcast.engineStarted();
  expect(told()).toEqual(["setUp", both, "rehearse"]);
  asked = [];
  settings = now;
  await broadcast.tracksChanged();
  expect(told()).toEqual([undefined]);
});

describe("destinations that change on air", () => {
  it("are told apart by where they lead, not by name", () => {
    const renamed = armed("a");
    renamed.destination.name = "another name";
    expect(destinationCommands([armed("a")], [renamed])).toEqual([]);
    expect(destinationCommands([armed("a"), armed("b")], [armed("b", "new"), armed("c")])).toEqual([
      { type: "removeDestination", id: "a" },
      { type: "removeDestination", id: "b" },
      { type: "addDestination", destination: armed("b", "new") },
      { type: "addDestination", destination: armed("c") },
    ]);
  });

  it("leave those of the command line alone, and survive a new engine", async () => {
    await broadcast.startStream([armed("launch-1")]);
    asked = [];
    await broadcast.destinationsChanged([armed("a")], [armed("a"), armed("b")]);
    expect(asked).toEqual([{ type: "addDestination", destination: armed("b") }]);
    asked = [];
    await broadcast.engineStarted();
    expect(asked.at(-1)).toEqual({ type: "startStream", destinations: [armed("launch-1"), armed("b")], settings: { delay: 0 } });
  });

  it("change nothing while off air", async () => {
    asked = [];
    await broadcast.destinationsChanged([], [armed("a")]);
    expect(asked).toEqual([]);
  });
});
