import { describe, expect, it } from "vitest";
import { BlockCutter } from "./block-cutter";
import { gainOf } from "./gain";
import { LevelMeter } from "./level-meter";
import type { Stereo } from "./stereo";
import { TestTone } from "./test-tone";
import { WallClock } from "./wall-clock";

const RATE = 48_000;
const QUANTUM = 128;

const constant = (value: number): Float32Array => new Float32Array(QUANTUM).fill(value);

describe("gainOf", () => {
  it.each([
    [0, 1],
    [-6, 0.501],
    [6, 1.995],
    [-59.9, 0.00101],
    [-60, 0],
    [-100, 0],
  ])("%f dB is a factor of %f", (decibels, gain) => {
    expect(gainOf(decibels)).toBeCloseTo(gain, 3);
  });
});

describe("LevelMeter", () => {
  it("reads a full-scale sine as 0 dBFS peak and −3 dBFS rms", () => {
    const meter = new LevelMeter();
    for (let i = 0; i < 480; i++) {
      const sample = Math.sin((2 * Math.PI * i) / 48);
      meter.add(sample, sample);
    }
    const level = meter.read();
    expect(level.peak).toBeCloseTo(0, 5);
    expect(level.rms).toBeCloseTo(-3.01, 2);
  });

  it("reads silence as −120 and begins anew after a reading", () => {
    const meter = new LevelMeter();
    meter.add(0.5, -1.5);
    expect(meter.read().peak).toBeCloseTo(3.52, 2);
    expect(meter.read()).toEqual({ peak: -120, rms: -120 });
    meter.add(0, 0);
    expect(meter.read()).toEqual({ peak: -120, rms: -120 });
  });
});

describe("BlockCutter", () => {
  it("cuts quanta into blocks without losing a sample, interleaved and clamped", () => {
    const blocks: { first: number; at: number; pcm: Float32Array }[] = [];
    const cutter = new BlockCutter(480, RATE, (first, at, _, pcm) =>
      blocks.push({ first, at, pcm: new Float32Array(pcm.slice(0)) }),
    );
    let next = 0;
    for (let q = 0; q < 15; q++) {
      const left = Float32Array.from({ length: QUANTUM }, (_, i) => (next + i) / 4096);
      cutter.add([left, constant(-2)], new Map(), 5000 + (next * 1000) / RATE);
      next += QUANTUM;
    }
    expect(blocks.map((b) => b.first)).toEqual([0, 480, 960, 1440]);
    for (const { first, at } of blocks) expect(at).toBeCloseTo(5000 + (first * 1000) / RATE, 6);
    const all = blocks.flatMap(({ pcm }) => [...pcm]);
    expect(all).toHaveLength(4 * 960);
    for (let i = 0; i < 1920; i++) {
      expect(all[2 * i]).toBe(i / 4096);
      expect(all[2 * i + 1]).toBe(-1);
    }
  });

  it("cuts tracks beside the program, those that were there when a block began", () => {
    const blocks: { tracks: string[]; pcm: Float32Array }[] = [];
    const cutter = new BlockCutter(480, RATE, (_, __, tracks, pcm) => blocks.push({ tracks, pcm: new Float32Array(pcm.slice(0)) }));
    const program: Stereo = [constant(0.5), constant(-0.5)];
    const both = new Map<string, Stereo>([["a", [constant(0.25), constant(-2)]], ["b", [constant(0.75), constant(0)]]]);
    const one = new Map<string, Stereo>([["b", [constant(0.1), constant(0.2)]]]);
    // A block has 3.75 quanta: the second begins within a quantum of both, and sees a go.
    for (const tracks of [both, both, both, both, one, one, one, one, one, one]) cutter.add(program, tracks, 0);
    const [first, second, third] = blocks;
    expect(blocks).toHaveLength(2);
    expect(third).toBeUndefined();
    expect([first?.tracks, second?.tracks]).toEqual([["a", "b"], ["a", "b"]]);
    const frame = (block: typeof first, i: number) => [...(block?.pcm.subarray(6 * i, 6 * i + 6) ?? [])];
    for (const i of [0, 200, 479]) expect(frame(first, i)).toEqual([0.5, -0.5, 0.25, -1, 0.75, 0]);
    expect(frame(second, 31)).toEqual([0.5, -0.5, 0.25, -1, 0.75, 0]);
    for (const i of [32, 479]) expect(frame(second, i)).toEqual([0.5, -0.5, 0, 0, Math.fround(0.1), Math.fround(0.2)]);
    for (let q = 0; q < 4; q++) cutter.add(program, one, 0);
    expect(blocks[2]?.tracks).toEqual(["b"]);
    expect([...(blocks[2]?.pcm.subarray(-4) ?? [])]).toEqual([0.5, -0.5, Math.fround(0.1), Math.fround(0.2)]);
    expect(blocks[2]?.pcm).toHaveLength(480 * 4);
  });
});

describe("WallClock", () => {
  const START = 1_700_000_000_000;
  const media = (i: number): number => (i * QUANTUM * 1000) / RATE;
  /** Between 0 and 20 ms, as of a thread that does in bursts what it is given. */
  const lateness = (i: number): number => (i * 7919) % 21;

  it("finds the time behind readings that come up to 20 ms late", () => {
    const clock = new WallClock();
    for (let i = 0; i <= 3750; i++) {
      const at = clock.read(media(i), Math.round(START + media(i) + lateness(i)));
      if (i > 48) expect(Math.abs(at - START - media(i))).toBeLessThan(2);
    }
  });

  it("follows a drift of half a per mille", () => {
    const clock = new WallClock();
    for (let i = 0; i <= 37_500; i++) {
      const at = clock.read(media(i) * 0.9995, START + media(i) + lateness(i));
      if (i > 48) expect(Math.abs(at - START - media(i))).toBeLessThan(2);
    }
  });

  it("sees within a moment that 25 ms were lost", () => {
    const clock = new WallClock();
    for (let i = 0; i <= 1000; i++) {
      const at = clock.read(media(i), START + media(i) + lateness(i) + (i > 500 ? 25 : 0));
      if (i > 560) expect(Math.abs(at - START - media(i) - 25)).toBeLessThan(2);
    }
  });

  it("follows a clock that was set", () => {
    const clock = new WallClock();
    for (let i = 0; i < 100; i++) clock.read(media(i), START + media(i));
    let at = 0;
    for (let i = 100; i < 150; i++) at = clock.read(media(i), START + 61_000 + media(i));
    expect(at).toBeCloseTo(START + 61_000 + media(149), 0);
  });
});

describe("TestTone", () => {
  /** The sound of `seconds` from Unix time `from`, made in quanta. */
  function sound(from: number, seconds: number): Float32Array {
    const tone = new TestTone(RATE);
    const all = new Float32Array(Math.ceil((seconds * RATE) / QUANTUM) * QUANTUM);
    for (let at = 0; at < all.length; at += QUANTUM) {
      tone.fill(all.subarray(at, at + QUANTUM), from + (at * 1000) / RATE);
    }
    return all;
  }

  it("beeps for 100 ms at every even second, with 1 kHz at −12 dBFS", () => {
    const all = sound(1_700_000_001_500, 3);
    const loud = [...all.keys()].filter((i) => Math.abs(all[i] ?? 0) > 0.001);
    const starts = loud.filter((i, n) => n === 0 || i - (loud[n - 1] ?? 0) > 1000);
    expect(starts.map((s) => Math.round(s / 48))).toEqual([500, 2500]);
    const beep = all.subarray(24_000, 24_000 + 4800);
    expect(Math.round(((loud.filter((i) => i < 60_000).at(-1) ?? 0) - 24_000) / 48)).toBe(100);
    expect(20 * Math.log10(Math.max(...beep))).toBeCloseTo(-12, 1);
    const rises = beep.filter((s, i) => s > 0 && (beep[i - 1] ?? 0) <= 0).length;
    expect(rises).toBeGreaterThanOrEqual(99);
    expect(rises).toBeLessThanOrEqual(101);
  });
});
