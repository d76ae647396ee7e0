import { expect } from "@playwright/test";
import type { StatusLine } from "../electron/contract/commandline";
import type { VideoFormat } from "../electron/contract/video";
import { avOffsets, flashTimes } from "./peers/av-offset";
import { audioStream, keyframeIntervals, packets, videoStream } from "./peers/ffprobe";
import { barsError, pictureAt } from "./peers/picture";

/** How far apart a flash and its beep may be, in ms. */
const AV_LIMIT = 40;
/** What 8 bits in limited range and a lossy codec may do to a flat colour, of 255. */
const COLOUR_LIMIT = 5;

/** Checks that a file is what Tallylight promises to send: codecs, profile, size, rate, colour tags, keyframes. */
export async function expectBroadcast(file: string, format: VideoFormat): Promise<void> {
  const video = await videoStream(file);
  expect(video).toMatchObject({
    codec_name: "h264",
    profile: "High",
    width: format.width,
    height: format.height,
    pix_fmt: "yuv420p",
    color_range: "tv",
    color_space: "bt709",
    color_transfer: "bt709",
    color_primaries: "bt709",
    r_frame_rate: `${format.fps}/1`,
  });
  expect(await audioStream(file)).toMatchObject({ codec_name: "aac", profile: "LC", sample_rate: "48000", channels: 2 });
  const intervals = await keyframeIntervals(file);
  expect(intervals.length).toBeGreaterThan(0);
  for (const interval of intervals) expect(interval).toBeCloseTo(2, 2);
}

/**
 * Checks that the pictures of a file follow each other at exactly this rate from first to last, that it begins with a
 * keyframe and that its sound has no gap; answers how many pictures there are. The last `ragged` seconds are left out,
 * where an end may rightly be ragged.
 */
export async function expectUnbroken(file: string, fps: number, ragged = 0): Promise<number> {
  const whole = await packets(file);
  const end = Math.max(...whole.map((p) => p.pts)) - ragged;
  const all = whole.filter((p) => p.pts <= end);
  const video = all.filter((p) => p.kind === "video");
  expect(video[0]?.keyframe).toBe(true);
  const times = video.map((p) => p.pts).sort((a, b) => a - b);
  const first = times[0] ?? 0;
  // Containers count in ms at worst.
  const off = times.map((time, i) => Math.abs(time - first - i / fps)).filter((error) => error > 0.0015);
  expect(off, `pictures of ${file} that are not where the rate puts them`).toEqual([]);

  const sound = all.filter((p) => p.kind === "audio").map((p) => p.pts);
  const frame = 1024 / 48_000;
  const holes = sound.slice(1).filter((time, i) => Math.abs(time - (sound[i] ?? 0) - frame) > 0.0025);
  expect(holes, `sound frames of ${file} that do not follow the one before`).toEqual([]);
  return times.length;
}

/** Checks every flash against its beep. Answers the offsets in ms. */
export async function expectInStep(file: string, atLeast: number): Promise<number[]> {
  const offsets = await avOffsets(file);
  expect(offsets.length, `flashes with a beep in ${file}`).toBeGreaterThanOrEqual(atLeast);
  expect(Math.max(...offsets.map(Math.abs)), `sound against picture in ${file}: ${offsets.join()} ms`).toBeLessThanOrEqual(AV_LIMIT);
  return offsets;
}

/** Checks the colours of the test pattern's bars one second after a flash. */
export async function expectBars(file: string): Promise<void> {
  const flash = (await flashTimes(file)).at(-2);
  if (flash === undefined) throw new Error(`No flash in ${file}`);
  expect(barsError(await pictureAt(file, flash / 1000 + 1))).toBeLessThanOrEqual(COLOUR_LIMIT);
}

/** The program waits so many pictures for a window that is late (PULL_CREDIT), and counts them when they are sent. */
const PATIENCE = 7;

/** Checks that the program kept its rate by the wall clock, from the first to the last line in which it ran. */
export function expectOnTime(lines: readonly StatusLine[], fps: number): void {
  const running = lines.filter((line) => line.encoder.phase === "running");
  const [first, last] = [running[0], running.at(-1)];
  if (first === undefined || last === undefined) throw new Error("the encoder never ran");
  const due = (line: StatusLine): number => line.program.frames + line.program.dropped;
  const expected = ((last.at - first.at) * fps) / 1000;
  expect(Math.abs(due(last) - due(first) - expected), "pictures more or less than the time asks for").toBeLessThanOrEqual(2 + PATIENCE);
}
