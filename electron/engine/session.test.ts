import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { avOffsets } from "../../e2e/peers/av-offset";
import { audioStream, keyframeIntervals, packets, videoStream } from "../../e2e/peers/ffprobe";
import type { EngineSettings } from "../contract/engine";
import { defaultSettings } from "../contract/settings";
import type { Unit } from "./bus/unit";
import { LoopbackWindow } from "./program/loopback-window.fixture";
import { plainSlate } from "./program/slate";
import { StageLink } from "./program/stage-link";
import { Session } from "./session";

/** The window's mixer has one of the tracks. */
const settings: EngineSettings = {
  video: { width: 640, height: 360, fps: 30 },
  encoder: { ...defaultSettings.encoder, videoBitrate: 1000 },
  tracks: [{ id: "gone", name: "Gone" }, { id: "beep", name: "Beep" }],
};
const ffmpeg = { path: "ffmpeg", version: "", srt: true, rtmps: true, encoders: ["x264" as const] };

let folder: string;
let studio: LoopbackWindow;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tallylight-session-"));
  studio = new LoopbackWindow();
  studio.tracks = ["beep"];
});

afterEach(async () => {
  studio.close();
  await rm(folder, { recursive: true, force: true });
});

/** A running session whose stream is saved to a file; `until` resolves when that many pictures are on the bus. */
function run(): { session: Session; file: string; until(pictures: number): Promise<void>; saved(): Promise<void> } {
  const file = join(folder, "stream.ts");
  const out = createWriteStream(file);
  const session = new Session({
    ffmpeg,
    encoder: "x264",
    settings,
    slate: plainSlate(settings.video),
    onChange: () => undefined,
    log: () => undefined,
  });
  let pictures = 0;
  const waiting: { pictures: number; resolve: () => void }[] = [];
  session.bus.join("next-keyframe", {
    format: ({ tables }) => out.write(tables),
    unit: (unit: Unit) => {
      out.write(unit.packets);
      if (unit.kind === "video") pictures += 1;
      for (const each of waiting) if (pictures >= each.pictures) each.resolve();
    },
    end: () => out.end(),
  });
  studio.mixer.onMessage((message) => session.hear(message));
  session.start(new StageLink(studio.stage, () => null, () => undefined));
  return {
    session,
    file,
    until: (wanted) => new Promise((resolve) => waiting.push({ pictures: wanted, resolve })),
    saved: async () => {
      if (!out.closed) await once(out, "close");
    },
  };
}

describe("Session", () => {
  it("gives every picture at constant rate, as asked for, with picture and sound together", async () => {
    const { session, file, until, saved } = run();
    const sound = [0, 0, 0];
    session.bus.join("next-keyframe", {
      format: () => undefined,
      unit: ({ kind, track, packets: { length } }) => {
        if (kind === "audio") sound[track] = (sound[track] ?? 0) + length;
      },
      end: () => undefined,
    }, "tracks");
    await until(240);
    await session.stop();
    await saved();
    expect(session.tracks).toEqual(["Gone", "Beep"]);
    // a beep takes more than silence does
    expect(sound[2]).toBe(sound[0]);
    expect(sound[1]).toBeLessThan(sound[2] ?? 0);
    const all = await packets(file);
    expect(new Set(all.map(({ stream }) => stream)).size).toBe(2);
    const { frames, dropped } = session.programStatus;
    const times = all.filter((p) => p.kind === "video").map((p) => Math.round(p.pts * 90_000));
    times.sort((a, b) => a - b);
    expect(times).toHaveLength(frames);
    expect(dropped).toBe(0);
    expect(times.map((t) => t - (times[0] ?? 0))).toEqual(times.map((_, i) => i * 3000));
    expect(await videoStream(file)).toMatchObject({
      codec_name: "h264",
      profile: "High",
      width: 640,
      height: 360,
      pix_fmt: "yuv420p",
      color_range: "tv",
      color_space: "bt709",
      color_transfer: "bt709",
      color_primaries: "bt709",
    });
    expect(await audioStream(file)).toMatchObject({ codec_name: "aac", profile: "LC", sample_rate: "48000", channels: 2 });
    for (const interval of await keyframeIntervals(file)) expect(interval).toBeCloseTo(2, 3);
    const offsets = await avOffsets(file);
    expect(offsets.length).toBeGreaterThanOrEqual(3);
    for (const offset of offsets) expect(Math.abs(offset)).toBeLessThanOrEqual(40);
  });

  it("goes on at the same rate while the window hangs, on the slate after 2 s", async () => {
    const { session, until } = run();
    await until(30);
    studio.hung = true;
    const before = session.programStatus.frames;
    await until(before + 90);
    expect(session.programStatus.slate).toBe(true);
    studio.hung = false;
    expect(session.programStatus.frames).toBeGreaterThanOrEqual(before + 80);
    await session.stop();
  });

  it("goes on in time when the encoder is killed", async () => {
    const { session, file, until, saved } = run();
    await until(60);
    const first = session.encoderPid;
    expect(first).toBeDefined();
    if (first !== undefined) process.kill(first, "SIGKILL");
    await until(150);
    expect(session.encoderPid).not.toBe(first);
    expect(session.encoderState).toMatchObject({ phase: "running", restarts: 1 });
    await session.stop();
    await saved();
    const times = (await packets(file)).filter((p) => p.kind === "video").map((p) => p.dts);
    const steps = times.slice(1).map((t, i) => t - (times[i] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThan(2);
  });
});
