import { describe, expect, it } from "vitest";
import { factor, peak, RATE, sine, sineLevel, through, whiteNoise } from "../../signals.fixture";
import { Limiter } from "./processor";

const settings = { threshold: -6, release: 60 };

describe("Limiter", () => {
  it("leaves what is below its threshold as it is", () => {
    const tone = sine(440, -6.1, 1);
    expect(through(new Limiter(settings, RATE), tone)).toEqual(tone);
  });

  it.each([0, 12, 40])("lets no sample of noise at %f dBFS above the threshold", (level) => {
    const noise = whiteNoise(RATE * 2).map((s, i) => s * factor(level) * (i % 9000 < 300 ? 10 : 1));
    for (const threshold of [-6, -0.1, 0, -30.7]) {
      const out = through(new Limiter({ threshold, release: 60 }, RATE), noise);
      const highest = peak(out);
      expect(highest).toBeLessThanOrEqual(factor(threshold));
      expect(highest).toBeGreaterThan(factor(threshold) * 0.999);
    }
  });

  it("brings a loud tone down to the threshold", () => {
    for (const hz of [100, 1000, 7000]) {
      const out = through(new Limiter(settings, RATE), sine(hz, 6, 1));
      expect(Math.abs(sineLevel(out, 0.5, 1) + 6), `${hz} Hz`).toBeLessThan(0.1);
    }
  });

  it("keeps hold for 10 ms, then lets go in its release time", () => {
    const sound = Float32Array.from({ length: RATE }, (_, i) => (i < RATE / 2 ? 2 : 0.1));
    const out = through(new Limiter(settings, RATE), sound);
    const gain = (ms: number): number => (out[RATE / 2 + ms * 48] ?? 0) / 0.1;
    const held = factor(-6) / 2;
    for (const ms of [20, 60, 120, 300]) expect(gain(ms)).toBeCloseTo(1 - (1 - held) * Math.exp((10 - ms) / 60), 2);
  });
});
