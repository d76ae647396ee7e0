import { describe, expect, it } from "vitest";
import type { MediaSound } from "../../electron/contract/media";
import { largestStep, QUANTUM, RATE, sine } from "./signals.fixture";
import { SourceSound } from "./source-sound";

const START = 1_700_000_000_000;
const BLOCK = 960;

/** Block `n` of a tone, the left side as it is, the right one upside down. */
function block(tone: Float32Array, n: number, due: number, first = n * BLOCK): MediaSound {
  const pcm = new Float32Array(BLOCK * 2);
  for (let i = 0; i < BLOCK; i++) {
    const value = tone[n * BLOCK + i] ?? 0;
    pcm.set([value, -value], i * 2);
  }
  return { type: "block", first, due, pcm: pcm.buffer };
}

interface Course {
  readonly tone: Float32Array;
  readonly quanta: number;
  /** How many ms ahead of its time a block comes. */
  readonly ahead?: (n: number) => number;
  /** Of the source's clock. */
  readonly rate?: number;
  /** Blocks that never come. */
  readonly lost?: (n: number) => boolean;
}

/** Blocks that are due from START on, heard from START on; gives the left side. */
function play({ tone, quanta, ahead = () => 60, rate = 1, lost = () => false }: Course): Float32Array {
  const sound = new SourceSound(QUANTUM);
  const out = new Float32Array(quanta * QUANTUM);
  let next = 0;
  for (let q = 0; q < quanta; q++) {
    const at = (q * QUANTUM * 1000) / RATE;
    for (; (next * BLOCK * 1000) / RATE / rate - ahead(next) <= at; next++) {
      if (!lost(next)) sound.push(block(tone, next, START + (next * BLOCK * 1000) / RATE / rate));
    }
    const [left, right] = sound.read(START + at);
    expect(left.every((s, i) => s + (right[i] ?? 1) === 0)).toBe(true);
    out.set(left, q * QUANTUM);
  }
  return out;
}

describe("SourceSound", () => {
  const tone = sine(440, -6, 20);
  const step = largestStep(tone);

  it("plays to the sample when it is due, however early blocks come", () => {
    const out = play({ tone, quanta: 1000, ahead: (n) => 30 + ((n * 17) % 60) });
    for (let i = 200; i < out.length; i++) expect(Math.abs((out[i] ?? 0) - (tone[i] ?? 1))).toBeLessThan(1e-6);
    expect(largestStep(out)).toBeLessThan(step * 1.1);
  });

  it("is silent until something comes, and where nothing does, without a click", () => {
    expect(new SourceSound(QUANTUM).read(START)[0].every((s) => s === 0)).toBe(true);
    const out = play({ tone, quanta: 1000, lost: (n) => n >= 40 && n < 60 });
    expect(out.subarray(42 * BLOCK, 60 * BLOCK).every((s) => Math.abs(s) < 1e-6)).toBe(true);
    expect(Math.abs((out[62 * BLOCK] ?? 0) - (tone[62 * BLOCK] ?? 1))).toBeLessThan(1e-6);
    expect(largestStep(out)).toBeLessThan(step * 1.1);
  });

  it("goes where a seek leads, without a click", () => {
    const sound = new SourceSound(QUANTUM);
    const heard: number[] = [];
    for (let n = 0; n < 10; n++) sound.push(block(tone, n, START + n * 20));
    for (let q = 0; q < 60; q++) heard.push(...sound.read(START + (q * QUANTUM) / 48)[0]);
    const sought = START + (60 * QUANTUM) / 48;
    for (let n = 100; n < 110; n++) sound.push(block(tone, n, sought + (n - 100) * 20, n * BLOCK + 7));
    for (let q = 0; q < 60; q++) heard.push(...sound.read(sought + (q * QUANTUM) / 48)[0]);
    expect(largestStep(Float32Array.from(heard))).toBeLessThan(step * 1.2);
    expect(heard[60 * QUANTUM + 4800]).toBeCloseTo(tone[100 * BLOCK + 4800] ?? 0, 5);
  });

  it.each([1.0005, 0.9995])("stays with a clock of rate %d, without a gap", (rate) => {
    const out = play({ tone, quanta: 5000, rate });
    const quiet = Math.max(...Array.from({ length: 4900 }, (_, q) => -Math.max(...out.subarray((q + 50) * QUANTUM, (q + 51) * QUANTUM).map(Math.abs))));
    expect(quiet).toBeLessThan(-0.3);
    expect(largestStep(out)).toBeLessThan(step * 1.1);
  });
});
