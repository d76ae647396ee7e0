import { describe, expect, it } from "vitest";
import { newChannel } from "../../electron/contract/channel";
import { Desk, type DeskChannel, type DeskInput } from "./desk";
import { deskChannel } from "./desk-channel";
import { decibels, largestStep, QUANTUM, RATE, sine, whiteNoise } from "./signals.fixture";
import type { Stereo } from "./stereo";

const channel: DeskChannel = {
  ...{ id: "a", input: 0, gain: 1, muted: false, solo: false, balance: 0, mono: false, offset: 0 },
  ...{ program: true, monitor: false, filters: [] },
};
const other: DeskChannel = { ...channel, id: "b", input: 1 };
const tools = { rate: RATE, rnnoise: () => null };
const desk = (channels: readonly DeskChannel[] = []): Desk => {
  const made = new Desk(QUANTUM, tools);
  made.set(channels);
  return made;
};

interface Heard {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly monitor: Float32Array;
}

/** Runs `quanta` calls; `sound` gives an input's sample of each side at a moment. */
function run(made: Desk, quanta: number, sound: (input: DeskInput, i: number) => readonly [number, number] | null): Heard {
  const heard = { left: new Float32Array(quanta * QUANTUM), right: new Float32Array(quanta * QUANTUM), monitor: new Float32Array(quanta * QUANTUM) };
  for (let at = 0; at < quanta * QUANTUM; at += QUANTUM) {
    const { program, monitor } = made.mix((input) => {
      if (sound(input, at) === null) return null;
      const side = (n: 0 | 1) => Float32Array.from({ length: QUANTUM }, (_, i) => sound(input, at + i)?.[n] ?? 0);
      return [side(0), side(1)] satisfies Stereo;
    });
    heard.left.set(program[0], at);
    heard.right.set(program[1], at);
    heard.monitor.set(monitor[0], at);
  }
  return heard;
}

/** Constant sound on each input. */
const held =
  (...inputs: readonly (readonly [number, number])[]) =>
  (input: DeskInput): readonly [number, number] | null =>
    typeof input === "number" ? (inputs[input] ?? null) : null;

/** Values at the end, when all has settled. */
const end = ({ left, right }: Heard): number[] => [left.at(-1) ?? NaN, right.at(-1) ?? NaN].map((v) => Math.round(v * 1e4) / 1e4);

describe("Desk", () => {
  it("sums channels at their gains and meters both", () => {
    const made = desk([channel, { ...other, gain: 0.5 }]);
    expect(end(run(made, 1, held([0.25, -0.25], [0.5, 0.1])))).toEqual([0.5, -0.2]);
    const { channels, program } = made.levels();
    expect(channels.get("a")?.peak).toBeCloseTo(-12.04, 2);
    expect(channels.get("b")?.peak).toBeCloseTo(-12.04, 2);
    expect(program.peak).toBeCloseTo(-6.02, 2);
  });

  it("is silent without channels, without sound, and with the fader down", () => {
    expect(end(run(desk(), 1, held([1, 1])))).toEqual([0, 0]);
    expect(end(run(desk([channel]), 1, held()))).toEqual([0, 0]);
    expect(end(run(desk([{ ...channel, gain: 0 }]), 1, held([1, 1])))).toEqual([0, 0]);
  });

  it("glides to a new volume, balance, mono, solo and mute without a click, in some 30 ms", () => {
    const made = desk([channel, { ...other, gain: 0 }]);
    run(made, 1, held([1, -0.5]));
    const changes: Partial<DeskChannel>[] = [{ gain: 0.25 }, { balance: 1 }, { balance: -1 }, { mono: true }, { muted: true }, { solo: true }];
    for (const change of changes) {
      made.set([{ ...channel, ...change }, { ...other, gain: 0 }]);
      const { left, right } = run(made, 30, held([1, -0.5]));
      expect(Math.max(largestStep(left), largestStep(right)), JSON.stringify(change)).toBeLessThan(0.01);
    }
  });

  it("gives each side its share of balance, and the mean of both with mono", () => {
    const sound = held([0.8, 0.4]);
    expect(end(run(desk([{ ...channel, balance: -1 }]), 1, sound))).toEqual([0.8, 0]);
    expect(end(run(desk([{ ...channel, balance: 1 }]), 1, sound))).toEqual([0, 0.4]);
    expect(end(run(desk([{ ...channel, balance: 0.25 }]), 1, sound))).toEqual([0.6, 0.4]);
    expect(end(run(desk([{ ...channel, mono: true }]), 1, sound))).toEqual([0.6, 0.6]);
    expect(end(run(desk([{ ...channel, mono: true, balance: 1 }]), 1, sound))).toEqual([0, 0.6]);
  });

  it("hears only what is soloed, unless that is muted", () => {
    const sound = held([0.5, 0.5], [0.25, 0.25]);
    expect(end(run(desk([channel, { ...other, solo: true }]), 1, sound))).toEqual([0.25, 0.25]);
    expect(end(run(desk([{ ...channel, solo: true }, { ...other, solo: true }]), 1, sound))).toEqual([0.75, 0.75]);
    expect(end(run(desk([channel, { ...other, solo: true, muted: true }]), 1, sound))).toEqual([0, 0]);
  });

  it("still meters a muted channel, but not in the program", () => {
    const made = desk([{ ...channel, muted: true }]);
    expect(end(run(made, 1, held([0.5, 0.5])))).toEqual([0, 0]);
    const { channels, program } = made.levels();
    expect(channels.get("a")?.peak).toBeCloseTo(-6.02, 2);
    expect(program.peak).toBe(-120);
  });

  it("reads an overload above 0 dBFS", () => {
    const made = desk([channel, other]);
    run(made, 1, held([1, 1], [1, 1]));
    expect(made.levels().program.peak).toBeCloseTo(6.02, 2);
  });

  it("gives the monitor what is monitored, and the program what is not for the monitor only", () => {
    const made = desk([{ ...channel, monitor: true }, { ...other, monitor: true, program: false }, { ...channel, id: "c", input: 2 }]);
    const heard = run(made, 1, held([0.1, 0.1], [0.2, 0.2], [0.4, 0.4]));
    expect(end(heard)[0]).toBeCloseTo(0.5, 4);
    expect(heard.monitor.at(-1)).toBeCloseTo(0.3, 4);
  });

  it("never gives the desktop's sound to the monitor", () => {
    const desktop = { ...newChannel("d", "Desktop", { kind: "desktop" }), monitor: "both" as const };
    expect(deskChannel(desktop, 0)).toMatchObject({ program: true, monitor: false });
  });

  it("fades a source's sound in and out as it comes into the program and leaves it, its level as well", () => {
    const made = desk([{ ...channel, input: { source: "film" } }]);
    const sound = (): readonly [number, number] => [0.5, 0.5];
    expect(end(run(made, 10, sound))).toEqual([0, 0]);
    made.levels();
    made.setActive(new Set(["film"]));
    const coming = run(made, 20, sound);
    expect(end(coming)).toEqual([0.5, 0.5]);
    expect(largestStep(coming.left)).toBeLessThan(0.005);
    made.setActive(new Set());
    const going = run(made, 40, sound);
    expect(end(going)).toEqual([0, 0]);
    expect(largestStep(going.left)).toBeLessThan(0.005);
    made.levels();
    run(made, 1, sound);
    expect(made.levels().channels.get("a")?.peak).toBe(-120);
  });
});

describe("tracks", () => {
  const noise = [1, 2, 3].map((seed) => whiteNoise(RATE, seed));
  const sound = (input: DeskInput, i: number): readonly [number, number] => {
    const value = noise[Number(input)]?.[i] ?? 0;
    return [value, -value / 3];
  };
  const third: DeskChannel = { ...channel, id: "c", input: 2 };

  it("of all channels sum up to the program, while faders move, filters work and sound is held back", () => {
    const made = desk([channel, other, third]);
    made.setTracks(["a", "b", "c"]);
    const gain = { id: "g", kind: "gain", enabled: true, settings: { gain: -7 }, key: null };
    const changes: readonly (readonly DeskChannel[])[] = [
      [channel, { ...other, gain: 0.3 }, { ...third, balance: 0.4, filters: [gain] }],
      [{ ...channel, muted: true }, { ...other, offset: -900 }, third],
      [channel, { ...other, solo: true, mono: true }, third],
      [channel, { ...third, monitor: true, program: false }],
    ];
    let off = 0;
    let loudest = 0;
    for (const change of changes) {
      made.set(change);
      for (let n = 0; n < 40; n++) {
        const { left, right } = run(made, 1, (input, i) => sound(input, i + n * QUANTUM));
        for (let i = 0; i < QUANTUM; i++) {
          const parts = [...made.parts.values()];
          off = Math.max(off, Math.abs(parts.reduce((sum, [l]) => sum + (l[i] ?? 0), 0) - (left[i] ?? 0)));
          off = Math.max(off, Math.abs(parts.reduce((sum, [, r]) => sum + (r[i] ?? 0), 0) - (right[i] ?? 0)));
          loudest = Math.max(loudest, Math.abs(left[i] ?? 0));
        }
      }
    }
    expect(loudest).toBeGreaterThan(1);
    expect(off).toBeLessThan(1e-6);
  });

  it("are silent for what the program does not have of a channel", () => {
    const made = desk([{ ...channel, muted: true }, other, { ...third, program: false, monitor: true }]);
    made.setTracks(["c", "a", "b"]);
    run(made, 2, held([0.5, 0.5], [0.25, -0.25], [0.5, 0.5]));
    expect([...made.parts].map(([id, [left, right]]) => [id, left.at(-1), right.at(-1)])).toEqual([
      ["c", 0, 0],
      ["a", 0, 0],
      ["b", 0.25, -0.25],
    ]);
  });

  it("come and go with their channels, and are not kept while nobody wants them", () => {
    const made = desk([channel]);
    expect(made.parts.size).toBe(0);
    made.setTracks(["b"]);
    expect(made.parts.size).toBe(0);
    made.set([channel, other]);
    run(made, 1, held([0.5, 0.5], [0.25, 0.25]));
    expect(made.parts.get("b")?.[0].at(-1)).toBe(0.25);
    made.set([channel]);
    expect(made.parts.size).toBe(0);
    made.set([channel, other]);
    made.setTracks([]);
    expect(made.parts.size).toBe(0);
  });
});

describe("sync offset", () => {
  const ms = (value: number): number => (value * RATE) / 1000;

  /** A click on all inputs at sample 1000: where the program has it, an input a height of its own. */
  function clicks(offsets: readonly number[]): { late: number; at: number[] } {
    const made = desk(offsets.map((offset, n) => ({ ...channel, id: `c${n}`, input: n, offset })));
    const { left } = run(made, 1200, (input, i) => {
      const value = i === 1000 && typeof input === "number" ? 2 ** -input : 0;
      return [value, value];
    });
    const at = offsets.map((_, n) => left.findIndex((v) => (Math.round(v * 2 ** 10) & (2 ** (10 - n))) !== 0));
    return { late: made.lateness, at };
  }

  it.each([
    { offsets: [0, 0], late: 0 },
    { offsets: [ms(2000), 0], late: 0 },
    { offsets: [1, 0, ms(333)], late: 0 },
    { offsets: [ms(-950), 0, ms(2000)], late: ms(960) },
    { offsets: [ms(-20), 7, ms(-5)], late: ms(20) },
    { offsets: [ms(-950)], late: ms(960) },
  ])("of $offsets is kept to the sample", ({ offsets, late }) => {
    const heard = clicks(offsets);
    expect(heard.late).toBe(late);
    expect(heard.at).toEqual(offsets.map((offset) => 1000 + late + offset));
  });

  it("makes up for filters that are late", () => {
    const noisy = { id: "n", kind: "noise-suppression", enabled: true, settings: { amount: 100 }, key: null };
    const made = desk([{ ...channel, filters: [noisy] }, other]);
    const { left } = run(made, 60, (_, i) => (i === 1000 ? [0.5, 0.5] : [0, 0]));
    expect(made.lateness).toBe(1920);
    expect([...left.keys()].filter((i) => left[i] !== 0)).toEqual([2920]);
    expect(left[2920]).toBe(1);
  });

  it("changes without a click", () => {
    const made = desk([channel, other]);
    const tone = sine(200, -6, 4);
    let from = 0;
    const sound = (input: DeskInput, i: number): readonly [number, number] => {
      const value = input === 0 ? (tone[from + i] ?? 0) : 0;
      return [value, value];
    };
    const step = largestStep(tone);
    run(made, 100, sound);
    for (const offset of [ms(100), ms(-100), ms(37), 0, ms(3)]) {
      from += 100 * QUANTUM;
      made.set([{ ...channel, offset }, other]);
      expect(largestStep(run(made, 100, sound).left), `${offset}`).toBeLessThan(step * 1.5);
    }
  });

  it("is not heard by the monitor", () => {
    const made = desk([{ ...channel, offset: ms(500), monitor: true }]);
    const { monitor, left } = run(made, 200, (_, i) => (i === 1000 ? [0.5, 0.5] : [0, 0]));
    expect(monitor.findIndex((v) => v !== 0)).toBe(1000);
    expect(left.findIndex((v) => v !== 0)).toBe(25_000);
  });
});

describe("FilterChain", () => {
  const filter = (kind: string, settings: Record<string, number | string>, id = kind) => ({ id, kind, enabled: true, settings, key: null });
  const gain = filter("gain", { gain: 6 });
  const tone = sine(300, -20, 3);

  it("passes filters in order, and without a click when they are added, moved, changed, switched and removed", () => {
    const limiter = filter("limiter", { threshold: -20, release: 60 });
    const made = desk([channel]);
    let from = 0;
    const sound = (_: DeskInput, i: number): readonly [number, number] => [tone[from + i] ?? 0, tone[from + i] ?? 0];
    run(made, 100, sound);
    const step = largestStep(tone);
    const chains = [
      { filters: [gain], level: -14 },
      { filters: [gain, limiter], level: -20 },
      { filters: [limiter, gain], level: -14 },
      { filters: [limiter, { ...gain, settings: { gain: -20 } }], level: -40 },
      { filters: [limiter, { ...gain, enabled: false }], level: -20 },
      { filters: [filter("noise-suppression", { amount: 100 }), gain], level: -14 },
      { filters: [], level: -20 },
    ];
    for (const { filters, level } of chains) {
      from += 100 * QUANTUM;
      made.set([{ ...channel, filters }]);
      const { left } = run(made, 100, sound);
      expect(largestStep(left), JSON.stringify(filters)).toBeLessThan(step * 3);
      expect(decibels(Math.max(...left.slice(-4800))), JSON.stringify(filters)).toBeCloseTo(level, 0);
    }
  });

  it("keeps what a filter remembers while its sliders are dragged", () => {
    const gate = { open: -30, close: -40, attack: 1, hold: 3000, release: 1 };
    const made = desk([{ ...channel, filters: [filter("noise-gate", gate)] }]);
    run(made, 20, (_, i) => [i < 1280 ? 0.5 : 0.005, 0]);
    for (let n = 0; n < 50; n++) {
      made.set([{ ...channel, filters: [filter("noise-gate", { ...gate, hold: 3000 - n })] }]);
      // Open still, because it was: a new gate would be shut at this level.
      expect(run(made, 2, held([0.005, 0])).left.at(-1)).toBeCloseTo(0.005, 5);
    }
  });

  it("is driven by another channel's sound as it is heard: not while that is muted", () => {
    const duck = { ...filter("compressor", { threshold: -30, ratio: 4, attack: 5, release: 50, outputGain: 0, sideChain: "b" }), key: "b" };
    const hiss = whiteNoise(RATE * 2);
    const music = { ...channel, filters: [duck] };
    const two = (input: DeskInput, i: number): readonly [number, number] => (input === 0 ? [0.1, 0.1] : [(hiss[i] ?? 0) / 10, 0]);
    const made = desk([music, { ...other, program: false }]);
    // −20 dBFS is 10 dB above the threshold: 7.5 dB less.
    expect(decibels((run(made, 200, two).left.at(-1) ?? 0) / 0.1)).toBeCloseTo(-7.5, 0);
    made.set([music, { ...other, program: false, muted: true }]);
    expect(decibels((run(made, 200, two).left.at(-1) ?? 0) / 0.1)).toBeCloseTo(0, 1);
  });
  it("is driven to the sample, however late the other channel's filters are", () => {
    const duck = { ...filter("compressor", { threshold: -30, ratio: 32, attack: 1, release: 50, outputGain: 0, sideChain: "b" }), key: "b" };
    const voice = { ...other, filters: [filter("noise-suppression", { amount: 100 })] };
    // The voice is on the left, the music on both sides.
    const begins = 30_000;
    const made = desk([{ ...channel, filters: [duck] }, voice]);
    const { left, right } = run(made, 400, (input, i) => (input === 0 ? [0.5, 0.5] : i >= begins ? [0.25, 0] : [0, 0]));
    const heard = left.findIndex((s, i) => i > 10_000 && s - (right[i] ?? 0) > 0.01);
    const ducked = right.findIndex((s, i) => i > 10_000 && s < 0.49);
    expect(heard).toBe(begins + made.lateness);
    expect(Math.abs(ducked - heard)).toBeLessThan(32);
  });
});
