import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { descendants } from "../../../e2e/peers/processes";
import { BLOCK_FRAMES } from "../../contract/mixer";
import { SAMPLE_RATE } from "../../contract/video";
import { MediaWindow, type SeenFrame } from "./media-window.fixture";
import { flashAndBeep, sampleFile } from "./sample-file.fixture";

let folder: string;
/** 3 s with a flash and a beep at every second. */
let clip: string;
/** 1 s of the same, to the sample. */
let short: string;
/** 4 s at 25 fps without sound; luma of frame N is 16 + 2·N: see `shown`. */
let counted: string;
const open: MediaWindow[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tallylight-media-"));
  clip = await sampleFile(folder, "clip.mp4", `${flashAndBeep(3)} -c:v libx264 -preset ultrafast -g 30 -c:a aac`);
  short = await sampleFile(folder, "short.mkv", `${flashAndBeep(1)} -c:v ffv1 -c:a pcm_s16le`);
  const count = "color=black:s=64x64:r=25:d=4,format=yuv420p,geq=lum=16+2*N:cb=128:cr=128";
  counted = await sampleFile(folder, "counted.mp4", `-f lavfi -i ${count} -c:v libx264 -qp 0 -g 50`);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((window) => window.media.close()));
  expect(decoders()).toEqual([]);
});

function play(order: ConstructorParameters<typeof MediaWindow>[0], pageFiles: string | null = null): MediaWindow {
  const window = new MediaWindow(order, "ffmpeg", pageFiles);
  open.push(window);
  return window;
}

/** The decoders of this very process. */
function decoders(): string[] {
  return descendants(process.pid)
    .filter(({ command }) => command.includes(folder))
    .map(({ command }) => command);
}

const luma = (frame: SeenFrame | undefined): number => frame?.planes[0] ?? -1;
const shown = (frame: SeenFrame | undefined): number => Math.round((luma(frame) - 16) / 2);
const number = ({ position }: SeenFrame, fps: number): number => Math.round((position * fps) / 1000);
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** That numbers count up from 0 to below `end`: a busy machine may be late for some, but never turns back. */
function expectCounted(numbers: readonly number[], end: number): void {
  expect(numbers[0]).toBe(0);
  expect(numbers.at(-1)).toBe(end - 1);
  numbers.slice(1).forEach((each, i) => expect(each).toBeGreaterThan(numbers[i] ?? -1));
  expect(numbers.length).toBeGreaterThan(0.7 * end);
}

/** Unix times (ms) at which something bright is seen, or loud heard, after the contrary. */
function flashes({ frames }: MediaWindow): number[] {
  return frames.filter((frame, i) => luma(frame) > 120 && i > 0 && luma(frames[i - 1]) < 120).map(({ at }) => at);
}

function beeps({ blocks }: MediaWindow): number[] {
  const found: number[] = [];
  let quiet = SAMPLE_RATE;
  for (const { due, pcm } of blocks) {
    for (let i = 0; i < BLOCK_FRAMES; i += 1) {
      if (Math.abs(pcm[i * 2] ?? 0) < 0.05) quiet += 1;
      else {
        if (quiet > SAMPLE_RATE / 4) found.push(due + (i * 1000) / SAMPLE_RATE);
        quiet = 0;
      }
    }
  }
  return found;
}

/** For each flash, how much later its beep is due, in ms. */
function offsets(window: MediaWindow): number[] {
  const heard = beeps(window);
  return flashes(window).map((at) => heard.map((beep) => beep - at).reduce((a, b) => (Math.abs(a) < Math.abs(b) ? a : b), Infinity));
}

describe("a media source", () => {
  it("gives each frame once, ahead, with the time at which it is due, with its sound, and ends", async () => {
    const window = play({ file: clip });
    await window.until(() => window.report?.ended === true && window.ended.length > 0);
    expect(window.opened).toEqual({ width: 320, height: 180 });
    expectCounted(window.frames.map((frame) => number(frame, 30)), 90);
    const began = window.frames[0]?.at ?? 0;
    expect(Math.abs(middle(window.frames.map(({ at, position }) => at - began - position)))).toBeLessThan(15);
    const ahead = window.frames.map(({ at, came }) => at - came);
    expect(middle(ahead)).toBeGreaterThan(100);
    expect(Math.max(...ahead)).toBeLessThan(260);
    // AAC comes in packets of 1024.
    expect([150, 151]).toContain(window.blocks.length);
    window.blocks.forEach(({ first }, i) => expect(first - (window.blocks[0]?.first ?? 0)).toBe(i * BLOCK_FRAMES));
    expect(middle(window.blocks.map(({ at, due }) => due - at))).toBeGreaterThan(40);
    expect(middle(window.blocks.map(({ at, due }) => due - at))).toBeLessThan(80);
    expect(window.ended).toEqual([0]);
    expect(window.report).toMatchObject({ phase: "ready", paused: true, problem: null, duration: 3000, position: 3000 });
  });

  it("shows things when they are heard", async () => {
    const window = play({ file: clip, loop: true });
    await window.until(() => beeps(window).length > 5 && flashes(window).length > 4);
    expect(offsets(window).length).toBeGreaterThan(4);
    for (const offset of offsets(window)) expect(Math.abs(offset)).toBeLessThanOrEqual(40);
  });

  it("loops without a seam, to the frame and the sample", async () => {
    const window = play({ file: short, loop: true });
    await window.until(() => beeps(window).length > 4);
    let round = 0;
    const rounds = window.frames.map((frame, i) => {
      if (i > 0 && frame.position < (window.frames[i - 1]?.position ?? 0)) round += 1;
      return round * 30 + number(frame, 30);
    });
    const whole = rounds.filter((each) => each < 90);
    expectCounted(whole, (whole.at(-1) ?? 0) + 1);
    expect(whole.at(-1)).toBeGreaterThan(87);
    expect(window.frames.every(({ run }) => run === 0)).toBe(true);
    const samples = new Float32Array(4 * SAMPLE_RATE);
    window.blocks.forEach(({ first, pcm }) => {
      const at = first - (window.blocks[0]?.first ?? 0);
      for (let i = 0; i < BLOCK_FRAMES && at + i < samples.length; i += 1) samples[at + i] = pcm[i * 2] ?? 0;
    });
    const second = samples.subarray(0, SAMPLE_RATE);
    expect(Math.max(...second)).toBeGreaterThan(0.4);
    for (const each of [1, 2]) expect(samples.subarray(each * SAMPLE_RATE, (each + 1) * SAMPLE_RATE)).toEqual(second);
    expect(window.ended).toEqual([]);
  });

  it("seeks to the frame, playing or paused", async () => {
    const window = play({ file: counted, paused: true });
    await window.until(() => window.frames.length > 0);
    expect(shown(window.frames[0])).toBe(0);
    window.command({ type: "seek", position: 2400 });
    await window.until(() => window.frames.length > 1);
    expect(shown(window.frames[1])).toBe(60);
    expect(window.frames[1]).toMatchObject({ position: 2400, run: 1 });
    await window.until(() => window.report?.position === 2400);
    expect(window.report).toMatchObject({ paused: true, duration: 4000 });
    window.command({ type: "play" });
    await window.until(() => window.frames.length > 10);
    window.command({ type: "seek", position: 1000 });
    await window.until(() => window.frames.some(({ run, position }) => run === 2 && position > 1300));
    const sought = window.frames.filter(({ run }) => run === 2);
    expect(shown(sought[0])).toBe(25);
    for (const frame of sought) expect(shown(frame)).toBe(number(frame, 25));
    expect(window.report?.paused).toBe(false);
  });

  it("stands while paused, and goes on where it was, in step", async () => {
    const window = play({ file: clip });
    await window.until(() => window.frames.length > 10);
    window.command({ type: "pause" });
    await window.until(() => window.report?.paused === true);
    const [frames, blocks] = [window.frames.length, window.blocks.length];
    const reports = window.reports.length;
    await window.until(() => window.reports.length > reports + 2);
    expect([window.frames.length, window.blocks.length]).toEqual([frames, blocks]);
    expect(window.report?.position).toBe(window.reports[reports]?.position);
    window.command({ type: "play" });
    await window.until(() => window.ended.length > 0);
    expectCounted(window.frames.map((frame) => number(frame, 30)), 90);
    expect([150, 151]).toContain(window.blocks.length);
    // The count of samples tells the break.
    expect((window.blocks[blocks]?.first ?? 0) - (window.blocks[blocks - 1]?.first ?? 0)).toBe(2 * BLOCK_FRAMES);
    expect(offsets(window)).toHaveLength(2);
    for (const offset of offsets(window)) expect(Math.abs(offset)).toBeLessThanOrEqual(40);
  });

  it("shows nothing of what was sent ahead of a pause until it goes on, and nothing of it after a seek", async () => {
    const window = play({ file: clip });
    await window.until(() => window.frames.length > 20);
    window.command({ type: "pause" });
    await window.until(() => window.report?.paused === true);
    // One more may have been seen before the word came.
    const stood = (window.report?.position ?? 0) + 34;
    expect(window.inFlight).toBeGreaterThan(3);
    expect(window.frames.at(-1)?.position).toBeLessThanOrEqual(stood);
    window.command({ type: "seek", position: 2000 });
    await window.until(() => window.frames.at(-1)?.run === 1);
    expect(window.frames.at(-1)?.position).toBe(2000);
    expect(window.inFlight).toBe(0);
    expect(window.frames.filter(({ run, position }) => run === 0 && position > stood)).toEqual([]);
    window.command({ type: "play" });
    await window.until(() => window.ended.length > 0);
    const on = window.frames.filter(({ run }) => run === 1);
    expect(on.at(-1)?.position).toBeCloseTo(2966.7, 0);
    expect(window.ended).toEqual([1]);
  });

  it("begins again at once after its end: the beginning is decoded already", async () => {
    const window = play({ file: short });
    await window.until(() => window.report?.ended === true);
    const processes = window.media.pids;
    const frames = window.frames.length;
    expect(processes).toHaveLength(1);
    window.command({ type: "restart" });
    await window.until(() => window.frames.length > frames);
    expect(window.media.pids).toEqual(processes);
    expect(window.frames[frames]?.position).toBe(0);
    expect(window.frames[frames]?.run).toBeGreaterThan(window.frames[frames - 1]?.run ?? 0);
    await window.until(() => window.ended.length > 1);
    expect(window.ended).toEqual([0, window.frames[frames]?.run]);
  });

  it("stands on its first frame when it is ordered so, and begins there: a stinger", async () => {
    const window = play({ file: short, paused: true });
    await window.until(() => window.frames.length > 0 && window.report?.phase === "ready");
    const processes = window.media.pids;
    window.command({ type: "restart" });
    await window.until(() => window.frames.length > 5);
    expect(window.media.pids).toEqual(processes);
    expect(window.frames.slice(0, 2).map(({ run }) => run)).toEqual([0, 1]);
    expect(window.frames.map(({ position }) => position)[1]).toBeGreaterThan(0);
    window.command({ type: "rewind" });
    await window.until(() => window.frames.some(({ run }) => run === 2));
    expect(window.report).toMatchObject({ paused: true, position: 0 });
  });

  it("never has more frames on the way than there is credit, and leaves out what is late", async () => {
    const window = play({ file: clip });
    await window.until(() => window.frames.length > 5);
    window.hung = true;
    const blocks = window.blocks.length;
    await window.until(() => window.blocks.length > blocks + 40);
    expect(window.inFlight).toBe(8);
    const next = window.frames.length + 8;
    window.take();
    await window.until(() => window.frames.length > next);
    expect((window.frames[next]?.position ?? 0) - (window.frames[next - 1]?.position ?? 0)).toBeGreaterThan(300);
    await window.until(() => window.report?.ended === true);
  });

  it("lays frames on a shelf where there is one, in turn, and sends them where it goes", async () => {
    const pageFiles = await mkdtemp(join(folder, "page-"));
    const window = play({ file: counted, loop: true }, pageFiles);
    await window.until(() => window.slots.length > 20);
    expect(window.slots).toEqual(window.slots.map((_, i) => i % 8));
    for (const frame of window.frames) expect(shown(frame)).toBe(number(frame, 25));
  });

  it("goes on where it was when its decoder is killed, and gives up when that goes on", async () => {
    const window = play({ file: clip });
    await window.until(() => window.frames.length > 30);
    const kill = (): void => window.media.pids.forEach((pid) => process.kill(pid, "SIGKILL"));
    kill();
    await window.until(() => window.reports.some(({ phase }) => phase === "lost"));
    await window.until(() => window.report?.phase === "ready");
    const frames = window.frames.length;
    await window.until(() => window.frames.length > frames);
    expect(window.reports.find(({ phase }) => phase === "lost")?.problem?.code).toBe("media-died");
    expect(window.frames[frames]?.position).toBeGreaterThan(900);
    for (let deaths = 1; deaths < 3; deaths += 1) {
      const before = window.media.pids[0];
      kill();
      await window.until(() => window.media.pids[0] !== before);
    }
    await window.until(() => window.report?.phase === "failed");
    expect(window.report?.problem).toMatchObject({ code: "media-died", subject: "clip.mp4" });
    window.command({ type: "restart" });
    await window.until(() => window.report?.phase === "ready");
  });

  it("ends its decoder when the window leaves, whatever it is doing", async () => {
    const window = play({ file: clip });
    const early = play({ file: clip });
    early.leave();
    await window.until(() => window.frames.length > 0);
    window.leave();
    await Promise.all([window, early].map((each) => each.until(() => each.closed)));
    expect(decoders()).toEqual([]);
  });
});
