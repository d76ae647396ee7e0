import { describe, expect, it } from "vitest";
import { BLOCK_FRAMES } from "../../contract/mixer";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { Sound } from "./sound";

/** How much later than made a sound is to come, in ms: half a picture, as what is seen does. */
const late = (fps: number): number => 500 / fps;

interface Run {
  /** Left channel of everything taken. */
  readonly out: number[];
  readonly sound: Sound;
  /** Difference in ms between where a sample came out and when it went in, sampled once a second. */
  readonly offsets: number[];
}

/**
 * Simulates `seconds` of a mixer whose clock runs at `rate` and a program at `fps`. The signal is a ramp: each sample
 * says when (in samples of the true clock) it was made, so that what comes out tells its own delay.
 */
function run(options: { seconds: number; fps: number; rate?: number; gap?: [from: number, to: number]; keep?: boolean }): Run {
  const { seconds, fps, rate = 1, gap, keep = false } = options;
  const sound = new Sound(fps);
  const out: number[] = [];
  const offsets: number[] = [];
  let pushed = 0;
  let position = 0;
  for (let picture = 0; picture < seconds * fps; picture += 1) {
    const now = picture / fps;
    while ((pushed + BLOCK_FRAMES) / (SAMPLE_RATE * rate) <= now) {
      const at = pushed / (SAMPLE_RATE * rate);
      if (gap === undefined || at < gap[0] || at >= gap[1]) {
        const pcm = new Float32Array(BLOCK_FRAMES * CHANNELS);
        for (let i = 0; i < BLOCK_FRAMES; i += 1) {
          const made = 1 + (pushed + i) / (SAMPLE_RATE * rate);
          pcm.set([made, -made], i * CHANNELS);
        }
        sound.push(pcm);
      }
      pushed += BLOCK_FRAMES;
    }
    if (picture < sound.lag) continue;
    const pcm = new Float32Array(sound.share() * CHANNELS);
    sound.take(pcm);
    const first = pcm[0] ?? 0;
    if (picture % fps === 0 && first > 0) offsets.push((position / SAMPLE_RATE - (first - 1)) * 1000);
    position += pcm.length / CHANNELS;
    if (keep) for (let i = 0; i < pcm.length; i += CHANNELS) out.push(pcm[i] ?? 0);
  }
  return { out, sound, offsets };
}

describe("Sound", () => {
  it.each([24, 25, 30, 50, 60])("gives exactly the samples of the time at %d pictures a second", (fps) => {
    const { out, sound } = run({ seconds: 10, fps, keep: true });
    expect(out).toHaveLength(((10 * fps - sound.lag) * SAMPLE_RATE) / fps);
  });

  it("passes a true clock's samples on untouched, in step with the picture", () => {
    const { out, offsets } = run({ seconds: 5, fps: 30, keep: true });
    const start = out.findIndex((v) => v > 0);
    const steps = out.slice(start + 1).map((v, i) => v - (out[start + i] ?? 0));
    expect(steps.every((step) => step > 0 && step < 2 / SAMPLE_RATE)).toBe(true);
    for (const offset of offsets) expect(Math.abs(offset - late(30))).toBeLessThan(10);
  });

  it.each([1.0005, 0.9995])("keeps a clock of rate %d in step over minutes, without a gap", (rate) => {
    const { offsets, sound } = run({ seconds: 200, fps: 30, rate });
    expect(sound.silenceMs).toBeLessThanOrEqual(100);
    const settled = offsets.slice(20);
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(20);
    for (const offset of settled) expect(Math.abs(offset - late(30))).toBeLessThan(20);
  });

  it("gives silence while the mixer is silent, and is in step again afterwards", () => {
    const { out, offsets, sound } = run({ seconds: 8, fps: 30, gap: [2, 4], keep: true });
    expect(sound.silenceMs).toBeGreaterThan(1900);
    expect(sound.silenceMs).toBeLessThan(2300);
    expect(out.slice(SAMPLE_RATE * 2.5, SAMPLE_RATE * 3.5).every((v) => v === 0)).toBe(true);
    // Half a block is as near as it comes at once.
    for (const offset of offsets.slice(-3)) expect(Math.abs(offset - late(30))).toBeLessThan(10.1);
  });

  it("is in step again within two seconds after the mixer lost a little", () => {
    const { offsets, sound } = run({ seconds: 8, fps: 30, gap: [2, 2.03] });
    expect(sound.silenceMs).toBeLessThan(250);
    for (const offset of offsets.slice(4)) expect(Math.abs(offset - late(30))).toBeLessThan(10.1);
  });

  it("cuts to the wanted delay when far too much has come at once", () => {
    const sound = new Sound(30);
    sound.push(new Float32Array(SAMPLE_RATE * CHANNELS).fill(0.5));
    const pcm = new Float32Array(sound.share() * CHANNELS);
    sound.take(pcm);
    expect(pcm.every((v) => v === 0.5)).toBe(true);
    let silent = 0;
    for (let i = 0; i < 30; i += 1) {
      const next = new Float32Array(sound.share() * CHANNELS);
      sound.take(next);
      if (next.every((v) => v === 0)) silent += 1;
    }
    expect(silent).toBeGreaterThan(25);
  });
});
