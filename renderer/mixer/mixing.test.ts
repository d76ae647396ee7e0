import { describe, expect, it } from "vitest";
import { BlockCutter } from "./block-cutter";
import { Desk } from "./desk";
import { gainOf } from "./gain";
import { LevelMeter } from "./level-meter";
import { TestTone } from "./test-tone";
import { WallClock } from "./wall-clock";

const RATE = 48_000;
const QUANTUM = 128;

const constant = (value: number, length = QUANTUM): Float32Array => new Float32Array(length).fill(value);

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

describe("Desk", () => {
  const channel = { id: "a", input: 0, gain: 1, muted: false } as const;

  /** Runs `quanta` calls on constant sound of the inputs' values; gives both sides of the last and the largest step. */
  function run(desk: Desk, inputs: readonly (readonly [number, number])[], quanta: number) {
    const left = new Float32Array(QUANTUM);
    const right = new Float32Array(QUANTUM);
    let before: number | undefined;
    let step = 0;
    for (let q = 0; q < quanta; q++) {
      desk.mix(
        (input) => {
          const [l, r] = (input === "tone" ? undefined : inputs[input]) ?? [];
          return l === undefined || r === undefined ? null : [constant(l), constant(r)];
        },
        left,
        right,
      );
      for (const sample of left) {
        if (before !== undefined) step = Math.max(step, Math.abs(sample - before));
        before = sample;
      }
    }
    return { left: left.at(-1), right: right.at(-1), step };
  }

  it("sums channels at their gains and meters both", () => {
    const desk = new Desk();
    desk.set([channel, { ...channel, id: "b", input: 1, gain: 0.5 }]);
    const { left, right } = run(desk, [[0.25, -0.25], [0.5, 0.1]], 1);
    expect(left).toBeCloseTo(0.5, 5);
    expect(right).toBeCloseTo(-0.2, 5);
    const { channels, program } = desk.levels();
    expect(channels.get("a")?.peak).toBeCloseTo(-12.04, 2);
    expect(channels.get("b")?.peak).toBeCloseTo(-12.04, 2);
    expect(program.peak).toBeCloseTo(-6.02, 2);
  });

  it("is silent without channels, without sound, and with the fader down", () => {
    const desk = new Desk();
    expect(run(desk, [[1, 1]], 1).left).toBe(0);
    desk.set([channel]);
    expect(run(desk, [], 1).left).toBe(0);
    desk.set([{ ...channel, id: "b", gain: 0 }]);
    expect(run(desk, [[1, 1]], 1).left).toBe(0);
  });

  it("glides to a new volume and to mute without a click, in some 30 ms", () => {
    const desk = new Desk();
    desk.set([channel]);
    run(desk, [[1, 1]], 1);
    desk.set([{ ...channel, gain: 0.25 }]);
    const down = run(desk, [[1, 1]], 30);
    expect(down.left).toBeCloseTo(0.25, 4);
    expect(down.step).toBeLessThan(0.005);
    desk.set([{ ...channel, gain: 0.25, muted: true }]);
    const mute = run(desk, [[1, 1]], 30);
    expect(mute.left).toBe(0);
    expect(mute.step).toBeLessThan(0.005);
    desk.levels();
  });

  it("still meters a muted channel, but not in the program", () => {
    const desk = new Desk();
    desk.set([{ ...channel, muted: true }]);
    expect(run(desk, [[0.5, 0.5]], 1).left).toBe(0);
    const { channels, program } = desk.levels();
    expect(channels.get("a")?.peak).toBeCloseTo(-6.02, 2);
    expect(program.peak).toBe(-120);
  });

  it("reads an overload above 0 dBFS", () => {
    const desk = new Desk();
    desk.set([channel, { ...channel, id: "b", input: 1 }]);
    run(desk, [[1, 1], [1, 1]], 1);
    expect(desk.levels().program.peak).toBeCloseTo(6.02, 2);
  });
});

describe("BlockCutter", () => {
  it("cuts quanta into blocks without losing a sample, interleaved and clamped", () => {
    const blocks: { first: number; at: number; pcm: Float32Array }[] = [];
    const cutter = new BlockCutter(480, RATE, (first, at, pcm) =>
      blocks.push({ first, at, pcm: new Float32Array(pcm.slice(0)) }),
    );
    let next = 0;
    for (let q = 0; q < 15; q++) {
      const left = Float32Array.from({ length: QUANTUM }, (_, i) => (next + i) / 4096);
      cutter.add(left, constant(-2), 5000 + (next * 1000) / RATE);
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
