import { describe, expect, it } from "vitest";
import { decibels, RATE, sine, sineLevel, through } from "../../signals.fixture";
import { Expander } from "./processor";

const settings = { threshold: -40, ratio: 3, attack: 10, release: 50, outputGain: 0 };

describe("Expander", () => {
  it.each([
    [-10, -10],
    [-40, -40],
    [-45, -55],
    [-60, -100],
  ])("brings a tone at %f dBFS to %f dBFS", (level, wanted) => {
    for (const hz of [50, 440, 5000]) {
      const out = through(new Expander(settings, RATE), sine(hz, level, 1));
      expect(Math.abs(sineLevel(out, 0.5, 1) - wanted), `${hz} Hz`).toBeLessThan(0.3);
    }
  });

  it("closes and opens in its times", () => {
    const level = (i: number): number => (i >= RATE / 2 && i < RATE ? 10 ** (-50 / 20) : 10 ** (-20 / 20));
    const sound = Float32Array.from({ length: RATE * 1.5 }, (_, i) => level(i));
    const out = through(new Expander(settings, RATE), sound);
    const change = (seconds: number): number => decibels((out[Math.round(seconds * RATE)] ?? 1) / level(Math.round(seconds * RATE)));
    const held = 0.0105;
    for (const t of [0.03, 0.06, 0.12]) expect(Math.abs(change(0.5 + t) + 20 * (1 - Math.exp((held - t) / 0.05)))).toBeLessThan(0.5);
    expect(change(0.99)).toBeCloseTo(-20, 1);
    for (const t of [0.005, 0.01, 0.03]) expect(Math.abs(change(1 + t) + 20 * Math.exp(-t / 0.01))).toBeLessThan(0.5);
  });
});
