import { describe, expect, it } from "vitest";
import { BLOCK_FRAMES } from "../../contract/mixer";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { Sound } from "./sound";

/** Unix time in ms at which the simulation begins. */
const START = 1_700_000_000_000;

interface Run {
  /** Left channel of everything taken. */
  readonly out: number[];
  readonly sound: Sound;
  /** How much earlier in ms than wanted the first sample of each picture was made; not those that were silent. */
  readonly offsets: { readonly at: number; readonly ms: number }[];
}

interface Course {
  readonly seconds: number;
  readonly fps: number;
  /** Of the mixer's clock. */
  readonly rate?: number;
  /** Seconds between which the mixer makes nothing. */
  readonly gap?: readonly [from: number, to: number];
  /** How late in ms a block comes. */
  readonly delay?: (block: number) => number;
  readonly keep?: boolean;
}

/**
 * Simulates a mixer and a program. The signal is a ramp: each sample says when (in seconds of the true clock, from 1) it
 * was made, so that what comes out tells where it belongs.
 */
function run({ seconds, fps, rate = 1, gap, delay = () => 0, keep = false }: Course): Run {
  const sound = new Sound(fps);
  const out: number[] = [];
  const offsets: { at: number; ms: number }[] = [];
  let block = 0;
  for (let picture = sound.lag; picture < seconds * fps; picture += 1) {
    for (; ; block += 1) {
      const made = (block * BLOCK_FRAMES) / (SAMPLE_RATE * rate);
      const end = ((block + 1) * BLOCK_FRAMES) / (SAMPLE_RATE * rate);
      if (end + delay(block) / 1000 > picture / fps) break;
      if (gap !== undefined && made >= gap[0] && made < gap[1]) continue;
      const pcm = new Float32Array(BLOCK_FRAMES * CHANNELS);
      for (let i = 0; i < BLOCK_FRAMES; i += 1) {
        const value = 1 + made + i / (SAMPLE_RATE * rate);
        pcm.set([value, -value], i * CHANNELS);
      }
      sound.push(pcm, START + made * 1000);
    }
    const pcm = new Float32Array(sound.share() * CHANNELS);
    const at = (picture - sound.lag) / fps;
    sound.take(pcm, START + at * 1000);
    const first = pcm[0] ?? 0;
    if (first > 0) offsets.push({ at, ms: (at - (first - 1)) * 1000 });
    if (keep) for (let i = 0; i < pcm.length; i += CHANNELS) out.push(pcm[i] ?? 0);
  }
  return { out, sound, offsets };
}

/** A block of a tone that no other `n` has, the right side another than the left. */
function hum(n: number, block: number): Float32Array {
  return Float32Array.from({ length: BLOCK_FRAMES * CHANNELS }, (_, i) => {
    return Math.sin((block * BLOCK_FRAMES + Math.floor(i / CHANNELS)) / (7 + 3 * n)) * (i % CHANNELS === 0 ? 0.8 : -0.3);
  });
}

/** Stereo sounds of one length as one, a pair of each in every sample frame. */
function woven(sounds: readonly (Float32Array | undefined)[]): Float32Array {
  const out = new Float32Array(sounds.length * BLOCK_FRAMES * CHANNELS);
  sounds.forEach((sound, n) => {
    sound?.forEach((sample, i) => (out[(Math.floor(i / CHANNELS) * sounds.length + n) * CHANNELS + (i % CHANNELS)] = sample));
  });
  return out;
}

const worst = (offsets: Run["offsets"]): number => Math.max(...offsets.map(({ ms }) => Math.abs(ms)));

describe("Sound", () => {
  it.each([24, 25, 30, 50, 60])("gives exactly the samples of the time at %d pictures a second", (fps) => {
    const { out, sound } = run({ seconds: 10, fps, keep: true });
    expect(out).toHaveLength(((10 * fps - sound.lag) * SAMPLE_RATE) / fps);
  });

  it("passes a true clock's samples on untouched and in step from the first on, however they come", () => {
    const { out, offsets, sound } = run({ seconds: 5, fps: 30, delay: (block) => (block * 7) % 30, keep: true });
    const start = out.findIndex((v) => v > 0);
    const steps = out.slice(start + 1).map((v, i) => v - (out[start + i] ?? 0));
    expect(steps.every((step) => step > 0 && step < 2 / SAMPLE_RATE)).toBe(true);
    expect(worst(offsets)).toBeLessThan(1);
    expect(sound.silenceMs).toBe(0);
  });

  it.each([1.0005, 0.9995])("keeps a clock of rate %d in step over minutes, without a gap", (rate) => {
    const { offsets, sound } = run({ seconds: 200, fps: 30, rate });
    expect(sound.silenceMs).toBe(0);
    expect(worst(offsets)).toBeLessThan(5);
  });

  it("gives silence while the mixer is silent, and is in step again afterwards", () => {
    const { out, offsets, sound } = run({ seconds: 8, fps: 30, gap: [2, 4], keep: true });
    expect(sound.silenceMs).toBeGreaterThan(1900);
    expect(sound.silenceMs).toBeLessThan(2100);
    expect(out.slice(SAMPLE_RATE * 2.1, SAMPLE_RATE * 3.9).every((v) => v === 0)).toBe(true);
    expect(offsets.at(-1)?.at).toBeGreaterThan(7.8);
    expect(worst(offsets)).toBeLessThan(1);
  });

  it("is in step at once where the mixer lost a little, with silence in its place", () => {
    const { offsets, sound } = run({ seconds: 8, fps: 30, gap: [2, 2.03] });
    expect(sound.silenceMs).toBeGreaterThan(30);
    expect(sound.silenceMs).toBeLessThan(80);
    expect(worst(offsets)).toBeLessThan(1);
  });

  it("goes with the picture at once where the program left out some", () => {
    const sound = new Sound(30);
    const ramp = Float32Array.from({ length: SAMPLE_RATE * CHANNELS }, (_, i) => Math.floor(i / CHANNELS) / SAMPLE_RATE);
    sound.push(ramp, START);
    const pcm = new Float32Array(sound.share() * CHANNELS);
    sound.take(pcm, START);
    sound.take(pcm, START + 500);
    // The old fades into the new within 5 ms.
    expect(pcm[CHANNELS * 240]).toBeCloseTo(0.505, 4);
    const steps = Array.from({ length: 1599 }, (_, i) => Math.abs((pcm[(i + 1) * CHANNELS] ?? 0) - (pcm[i * CHANNELS] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.003);
  });

  it.each([
    { name: "a true clock, and a little of it lost", rate: 1, lost: [100, 130] },
    { name: "a fast clock", rate: 1.003, lost: [] },
    { name: "much lost at once", rate: 1, lost: [60, 190] },
  ])("does with every track what it does with the program: $name", ({ rate, lost: [from = 0, to = 0] }) => {
    const wide = new Sound(30, ["gone", "b", "a"]);
    // The program, "a" and "b", each of them as a program of its own.
    const alone = [new Sound(30), new Sound(30), new Sound(30)];
    const pairOf = [0, 3, 2];
    let pictures = 0;
    let off = 0;
    let loud = 0;
    for (let block = 0; block < 200; block += 1) {
      const at = START + (block * BLOCK_FRAMES * 1000) / (SAMPLE_RATE * rate);
      if (block < from || block >= to) {
        // "b" comes later; "other" is a channel for which this session has no track.
        const given = block < 20 ? ["other", "a"] : ["b", "other", "a"];
        const parts = [0, 1, 2].map((n) => (n === 2 && block < 20 ? new Float32Array(BLOCK_FRAMES * CHANNELS) : hum(n, block)));
        wide.push(woven([parts[0], ...given.map((id) => (id === "a" ? parts[1] : id === "b" ? parts[2] : hum(3, block)))]), at, given);
        alone.forEach((sound, n) => sound.push(parts[n] ?? new Float32Array(), at));
      }
      for (; (pictures + wide.longestLag) / 30 < (at - START) / 1000; pictures += 1) {
        // The program leaves out some.
        if (pictures === 75) pictures += 15;
        const due = START + (pictures * 1000) / 30;
        const out = new Float32Array(wide.share() * wide.width);
        wide.take(out, due);
        alone.forEach((sound, n) => {
          const expected = new Float32Array(sound.share() * CHANNELS);
          sound.take(expected, due);
          expected.forEach((sample, i) => {
            const frame = Math.floor(i / CHANNELS) * wide.width;
            if (out[frame + (pairOf[n] ?? 0) * CHANNELS + (i % CHANNELS)] !== sample || out[frame + CHANNELS + (i % CHANNELS)] !== 0) off += 1;
            if (sample !== 0) loud += 1;
          });
        });
      }
    }
    expect(pictures).toBeGreaterThan(100);
    expect(loud).toBeGreaterThan(SAMPLE_RATE);
    expect(off).toBe(0);
    expect(wide.silenceMs).toBe(alone[0]?.silenceMs);
  });

  it("follows a system clock that is set back", () => {
    const sound = new Sound(30);
    const block = new Float32Array(SAMPLE_RATE * CHANNELS).fill(0.5);
    sound.push(block, START);
    const pcm = new Float32Array(sound.share() * CHANNELS);
    sound.take(pcm, START + 500);
    sound.push(block, START - 60_000);
    sound.take(pcm, START - 59_500);
    expect(pcm.every((v) => v === 0.5)).toBe(true);
  });
});
