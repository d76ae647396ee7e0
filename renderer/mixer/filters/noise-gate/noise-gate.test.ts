import { describe, expect, it } from "vitest";
import { factor, largestStep, RATE, sine, sineLevel, through } from "../../signals.fixture";
import { NoiseGate } from "./processor";

const settings = { open: -30, close: -40, attack: 20, hold: 100, release: 50 };

/** Constant sound whose level changes at moments in s. */
function steps(...parts: readonly (readonly [until: number, level: number])[]): Float32Array {
  const end = parts.at(-1)?.[0] ?? 0;
  return Float32Array.from({ length: end * RATE }, (_, i) => factor(parts.find(([until]) => i < until * RATE)?.[1] ?? -120));
}

describe("NoiseGate", () => {
  it("passes a tone above its upper threshold as it is, and none below", () => {
    expect(sineLevel(through(new NoiseGate(settings, RATE), sine(440, -20, 1)), 0.5, 1)).toBeCloseTo(-20, 2);
    expect(through(new NoiseGate(settings, RATE), sine(440, -31, 1)).every((s) => s === 0)).toBe(true);
  });

  it("opens within its attack time, holds, and closes within its release time", () => {
    const sound = steps([0.5, -50], [1, -20], [1.5, -50]);
    const out = through(new NoiseGate(settings, RATE), sound);
    const gain = (seconds: number): number => (out[Math.round(seconds * RATE)] ?? 0) / (sound[Math.round(seconds * RATE)] ?? 1);
    expect(gain(0.49)).toBe(0);
    expect(gain(0.51)).toBeCloseTo(0.5, 1);
    expect(gain(0.521)).toBeCloseTo(1, 2);
    // The level is the highest sample of the last 10.7 ms.
    const held = 0.0107;
    expect(gain(1.1 + held - 0.002)).toBeCloseTo(1, 2);
    expect(gain(1.1 + held + 0.025)).toBeCloseTo(0.5, 1);
    expect(gain(1.1 + held + 0.052)).toBe(0);
    expect(largestStep(out.subarray(RATE * 1.05))).toBeLessThan(0.001);
  });

  it("stays as it is between its thresholds", () => {
    const out = through(new NoiseGate({ ...settings, hold: 0 }, RATE), steps([0.5, -35], [1, -20], [2, -35]));
    expect(out[RATE * 0.4]).toBe(0);
    expect(out[RATE * 1.9]).toBeCloseTo(factor(-35), 5);
  });
});
