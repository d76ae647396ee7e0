import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { avOffsets } from "../../../e2e/peers/av-offset";
import { end } from "../../../e2e/peers/child";
import { type EncodedStream, encodedStream } from "../../../e2e/peers/encoded-sample";
import { audioStream, frameTimes, packets, videoStream } from "../../../e2e/peers/ffprobe";
import { until } from "../../../e2e/peers/until";
import type { RecordingContainer, RecordingStatus } from "../../contract/recording";
import type { Bus } from "../bus/bus";
import { Recorder, type RecorderOptions } from "./recorder";
import { problemOfRecording } from "./part";
import { busOf } from "../outputs/test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
let folder: string;
let encoder: EncodedStream;
let bus: Bus;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "recordings-"));
  encoder = encodedStream({ seconds: 600, startAt: 3600 });
  bus = busOf(encoder.stdout, 3600);
});

afterAll(async () => {
  await end(encoder);
  rmSync(folder, { recursive: true, force: true });
});

const nothing = (): void => undefined;
function recorder(
  file: string,
  container: RecordingContainer,
  from = bus,
  program = ffmpeg,
  onFile: RecorderOptions["onFile"] = nothing,
  onOver = nothing,
): Recorder {
  return new Recorder({ order: { id: "r", file, container }, bus: from, ffmpeg: program, onChange: nothing, onOver, onFile });
}

const mayMount = process.platform === "linux" && process.getuid?.() === 0;

const now = (made: Recorder): RecordingStatus => {
  const status = made.status().at(-1);
  if (status === undefined) throw new Error("a recorder without a status");
  return status;
};
const written = (made: Recorder, bytes: number): Promise<true> =>
  until(`${bytes} bytes recorded`, () => now(made).phase === "recording" && now(made).bytes > bytes);

describe("Recorder", () => {
  it.each(["mkv", "mp4"] as const)("writes %s that is whole, in time, and finalised", async (container) => {
    const file = join(folder, `whole.${container}`);
    const made = recorder(file, container);
    expect(await made.start()).toBeNull();
    expect(now(made)).toMatchObject({ phase: "starting", file });
    await written(made, 400_000);
    await made.stop();
    expect(now(made)).toMatchObject({ phase: "idle", file, problem: null });
    expect(statSync(file).size).toBeGreaterThan(400_000);
    expect(await videoStream(file)).toMatchObject({ codec_name: "h264", profile: "High", width: 320, height: 180 });
    expect(await audioStream(file)).toMatchObject({ codec_name: "aac", sample_rate: "48000", channels: 2 });
    const all = await packets(file);
    expect(Math.abs(Math.min(...all.map((p) => p.pts)))).toBeLessThan(0.2);
    expect((await frameTimes(file)).length).toBe(all.filter((p) => p.kind === "video").length);
    const offsets = await avOffsets(file);
    expect(offsets.length).toBeGreaterThanOrEqual(1);
    offsets.forEach((ms) => expect(Math.abs(ms)).toBeLessThan(15));
  });

  it("never writes over a file", async () => {
    const file = join(folder, "taken.mkv");
    writeFileSync(file, "precious");
    writeFileSync(join(folder, "taken (2).mkv"), "too");
    const made = recorder(file, "mkv");
    await made.start();
    await written(made, 10_000);
    expect(now(made).file).toBe(join(folder, "taken (3).mkv"));
    await made.stop();
    expect(readFileSync(file, "utf8")).toBe("precious");
    expect(readFileSync(join(folder, "taken (2).mkv"), "utf8")).toBe("too");
  });

  it("refuses a folder that is missing or not to be written in", async () => {
    const missing = recorder(join(folder, "nowhere", "a.mkv"), "mkv");
    expect(await missing.start()).toMatchObject({ code: "folder-missing", subject: join(folder, "nowhere") });
    expect(now(missing).phase).toBe("failed");
    // read-only for everybody, root as well
    const readOnly = recorder("/sys/kernel/a.mkv", "mkv");
    expect(await readOnly.start()).toMatchObject({ code: "folder-read-only" });
  });

  it.each(["mkv", "mp4"] as const)("goes on in a new %s file when its ffmpeg dies, and the old one plays", async (container) => {
    const inside = join(folder, `killed-${container}`);
    mkdirSync(inside);
    const file = join(inside, `a.${container}`);
    const closed: unknown[] = [];
    const made = recorder(file, container, bus, ffmpeg, (name, { whole }) => closed.push([name, whole]));
    await made.start();
    await written(made, 250_000);
    const first = made.pids[0] ?? 0;
    process.kill(first, "SIGKILL");
    await until("the new file", () => now(made).file === join(inside, `a (2).${container}`));
    expect(now(made).problem).toMatchObject({ code: "recording-failed", subject: file });
    await written(made, 10_000);
    await made.stop();
    expect(closed).toEqual([[file, false], [join(inside, `a (2).${container}`), true]]);
    expect(readdirSync(inside).sort()).toEqual([`a (2).${container}`, `a.${container}`]);
    expect((await frameTimes(file)).length).toBeGreaterThan(25);
    expect((await frameTimes(join(inside, `a (2).${container}`))).length).toBeGreaterThan(0);
  });

  it.each(["mkv", "mp4"] as const)("loses at most 2 s of %s when everything is killed at any moment", async (container) => {
    // keyframes far apart: what is held back must not depend on them
    const sparse = encodedStream({ seconds: 60, keyframeInterval: 5 });
    const its = busOf(sparse.stdout);
    const moment = 100 + Math.floor(Math.random() * 120);
    const file = join(folder, `crash.${container}`);
    const made = recorder(file, container, its);
    let pictures = 0;
    const killed = new Promise<void>((resolve) => {
      its.join("last-keyframe", {
        format: () => undefined,
        unit: ({ kind }) => {
          if (kind !== "video" || ++pictures !== moment) return;
          // both at once: what only memory holds is gone as well
          process.kill(made.pids[0] ?? 0, "SIGKILL");
          resolve();
        },
        end: () => undefined,
      });
    });
    await made.start();
    await killed;
    await Promise.all([made.stop(), end(sparse)]);
    const lost = moment - (await frameTimes(file)).length;
    expect(lost, `pictures lost of ${moment}`).toBeLessThanOrEqual(60);
  });

  // A disk that is really full: only root can make one.
  it.runIf(mayMount)("loses at most 2 s when the disk is full", async () => {
    const stream = encodedStream({ seconds: 60, keyframeInterval: 5, bitrate: 4000 });
    const its = busOf(stream.stdout);
    const filled = async (container: RecordingContainer): Promise<{ pictures: number; kept: number }> => {
      const disk = mkdtempSync(join(folder, "small-"));
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1536k", "tmpfs", disk]);
      try {
        const file = join(disk, `full.${container}`);
        const closed: string[] = [];
        let over = false;
        let pictures = 0;
        const made = recorder(file, container, its, ffmpeg, (whole) => closed.push(whole), () => (over = true));
        await made.start();
        its.join("last-keyframe", {
          format: nothing,
          unit: ({ kind }) => {
            if (kind === "video" && !over) pictures += 1;
          },
          end: nothing,
        });
        await until("the disk to be full", () => over);
        expect(now(made)).toMatchObject({ phase: "failed", problem: { code: "disk-full", subject: file } });
        // There is no room to make another of it.
        expect(closed).toEqual([]);
        return { pictures, kept: (await packets(file)).filter(({ kind }) => kind === "video").length };
      } finally {
        execFileSync("umount", [disk]);
      }
    };
    const both = await Promise.all([filled("mkv"), filled("mp4")]).finally(() => end(stream));
    for (const { pictures, kept } of both) {
      expect(pictures).toBeGreaterThan(60);
      expect(pictures - kept, `pictures lost of ${pictures}`).toBeLessThanOrEqual(60);
    }
  });

  it.each(["mkv", "mp4"] as const)("leaves out of %s what came while it was paused, and nothing else", async (container) => {
    const stream = encodedStream({ seconds: 60, keyframeInterval: 1 });
    const its = busOf(stream.stdout);
    const file = join(folder, `paused.${container}`);
    const made = recorder(file, container, its);
    await made.start();
    let newest = -Infinity;
    let before = 0;
    let after = 0;
    let seen = 0;
    let goesOn = false;
    const stopped = new Promise<void>((resolve) => {
      // joined after the recorder: each unit has been recorded when it is seen here
      its.join("last-keyframe", {
        format: () => undefined,
        unit: ({ kind, pts, keyframe }) => {
          if (kind !== "video" || seen === 150) return;
          seen += 1;
          if (seen <= 50) newest = Math.max(newest, pts);
          if (seen > 80 && keyframe) goesOn = true;
          if (pts <= newest) before += 1;
          if (goesOn) after += 1;
          if (seen === 50) made.pause(true);
          if (seen === 80) made.pause(false);
          if (seen === 150) resolve(made.stop());
        },
        end: () => undefined,
      });
    });
    await stopped;
    await end(stream);
    expect(now(made)).toMatchObject({ phase: "idle", problem: null });
    const times = await frameTimes(file);
    expect(times).toHaveLength(before + after);
    expect(now(made).length).toBeCloseTo(((before + after - 1) * 1000) / 30, 0);
    times.slice(1).forEach((time, at) => expect(time - (times[at] ?? 0)).toBeCloseTo(1 / 30, 2));
    const sound = (await packets(file)).filter(({ kind }) => kind === "audio").map(({ pts }) => pts);
    sound.slice(1).forEach((time, at) => expect(time - (sound[at] ?? 0)).toBeLessThan(0.044));
  });

  it("ends with the encode", async () => {
    const short = encodedStream({ seconds: 1 });
    const its = busOf(short.stdout);
    const made = recorder(join(folder, "ends.mkv"), "mkv", its);
    short.once("close", () => its.end());
    await made.start();
    await until("the end", () => now(made).phase === "idle");
    expect((await frameTimes(join(folder, "ends.mkv"))).length).toBe(30);
  });

  it("leaves nothing behind when there was nothing to record", async () => {
    const silent = busOf(process.stdin);
    const made = recorder(join(folder, "nothing.mkv"), "mkv", silent);
    await made.start();
    const began = performance.now();
    await made.stop();
    expect(performance.now() - began).toBeLessThan(5000);
    await until("the file to be gone", () => !readdirSync(folder).includes("nothing.mkv"));
  });

  it("knows a full disk by ffmpeg's words", () => {
    // real lines: ffmpeg 5.1 writing Matroska to /dev/full
    const lines = [
      "av_interleaved_write_frame(): No space left on device",
      "Error writing trailer of file:/dev/full: No space left on device",
    ];
    expect(problemOfRecording({ code: 1, signal: null, failure: null }, lines, "a.mkv")).toEqual({
      code: "disk-full",
      subject: "a.mkv",
      detail: lines[0],
    });
  });

  it("says when there is no ffmpeg", async () => {
    const made = recorder(join(folder, "no-ffmpeg.mkv"), "mkv", bus, { ...ffmpeg, path: join(folder, "no-ffmpeg") });
    await made.start();
    await until("the failure", () => now(made).phase === "failed");
    expect(now(made).problem).toMatchObject({ code: "ffmpeg-missing" });
  });
});
