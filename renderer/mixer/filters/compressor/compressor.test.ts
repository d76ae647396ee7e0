import { describe, expect, it } from "vitest";
import { decibels, largestStep, RATE, sine, sineLevel, through } from "../../signals.fixture";
import { Compressor } from "./processor";

const settings = { threshold: -20, ratio: 4, attack: 10, release: 100, outputGain: 0, sideChain: "" };

describe("Compressor", () => {
  it.each([
    [-40, -40],
    [-20, -20],
    [-12, -18],
    [0, -15],
  ])("brings a tone at %f dBFS to %f dBFS", (level, wanted) => {
    for (const hz of [50, 440, 5000]) {
      const out = through(new Compressor(settings, RATE), sine(hz, level, 1));
      expect(Math.abs(sineLevel(out, 0.5, 1) - wanted), `${hz} Hz`).toBeLessThan(0.3);
    }
  });

  it("adds its output gain", () => {
    const out = through(new Compressor({ ...settings, outputGain: 9 }, RATE), sine(440, -8, 1));
    expect(sineLevel(out, 0.5, 1)).toBeCloseTo(-8, 0);
  });

  describe("under a side chain", () => {
    const duck = { ...settings, threshold: -30, ratio: 8, attack: 50, release: 400 };
    /** A voice of −14 dBFS from 1 to 3 s: 16 dB above, so 14 dB less. */
    const key = sine(220, -14, 6).map((s, i) => (i >= RATE && i < 3 * RATE ? s : 0));
    const depth = -16 * (1 - 1 / 8);
    const music = new Float32Array(key.length).fill(0.5);
    const out = through(new Compressor(duck, RATE), music, key);
    const reductionAt = (seconds: number): number => decibels((out[Math.round(seconds * RATE)] ?? 0) / 0.5);

    it("falls in its attack time, lies at its depth, and rises in its release time", () => {
      expect(reductionAt(0.99)).toBeCloseTo(0, 3);
      const worst: number[] = [];
      // The level is the highest sample of the last 10.7 ms: a sine is not at its peak at once, and is held as long.
      const rise = 0.001;
      for (const t of [0.01, 0.025, 0.05, 0.1, 0.2, 0.4]) worst.push(Math.abs(reductionAt(1 + t) - depth * (1 - Math.exp((rise - t) / 0.05))));
      expect(reductionAt(2.9)).toBeCloseTo(depth, 1);
      const held = 0.0105;
      for (const t of [0.05, 0.1, 0.2, 0.4, 0.8, 1.6]) worst.push(Math.abs(reductionAt(3 + t) - depth * Math.exp((held - t) / 0.4)));
      expect(Math.max(...worst)).toBeLessThan(0.5);
      expect(reductionAt(5.9)).toBeCloseTo(0, 1);
    });

    it("does so without a click", () => {
      expect(largestStep(out)).toBeLessThan(0.002);
    });
  });
});
