import { describe, expect, it } from "vitest";
import { decibels, largestStep, RATE, sine, sineLevel, through } from "../../signals.fixture";
import { HIGH, LOW, MID, MID_Q } from "./bands";
import { Equaliser } from "./processor";

/** The analogue filters that the digital ones stand for, with the bilinear transform's bending of frequency undone; dB. */
function theory(hz: number, { low, mid, high }: { low: number; mid: number; high: number }): number {
  const magnitude = (re: number, im: number): number => re * re + im * im;
  const bent = (corner: number): number => Math.tan((Math.PI * hz) / RATE) / Math.tan((Math.PI * corner) / RATE);
  const shelf = (gain: number, w: number): number => {
    const a = 10 ** (gain / 40);
    const slope = (Math.sqrt(a) / Math.SQRT1_2) * w;
    return decibels(a) + 10 * Math.log10(magnitude(a - w * w, slope) / magnitude(1 - a * w * w, slope));
  };
  const bell = (gain: number, w: number): number => {
    const a = 10 ** (gain / 40);
    return 10 * Math.log10(magnitude(1 - w * w, (w * a) / MID_Q) / magnitude(1 - w * w, w / (a * MID_Q)));
  };
  return shelf(low, bent(LOW)) + bell(mid, bent(MID)) + shelf(high, 1 / bent(HIGH));
}

describe("Equaliser", () => {
  const settings = [
    { low: 0, mid: 0, high: 0 },
    { low: 12, mid: 0, high: 0 },
    { low: 0, mid: -15, high: 0 },
    { low: 0, mid: 0, high: 20 },
    { low: -20, mid: 6, high: -9 },
  ];
  const frequencies = [30, 125, LOW, 500, MID, 2000, HIGH, 9000, 16_000];

  it.each(settings)("turns tones up and down as theory has it: low $low, mid $mid, high $high dB", (bands) => {
    for (const hz of frequencies) {
      const out = through(new Equaliser(bands, RATE), sine(hz, -40, 1));
      expect(Math.abs(sineLevel(out, 0.5, 1) + 40 - theory(hz, bands)), `${hz} Hz`).toBeLessThan(0.1);
    }
  });

  it("reaches its figure far from the corner, half of it at the corner", () => {
    expect(theory(20, { low: 12, mid: 0, high: 0 })).toBeCloseTo(12, 1);
    expect(theory(LOW, { low: 12, mid: 0, high: 0 })).toBeCloseTo(6, 1);
    expect(theory(MID, { low: 0, mid: -15, high: 0 })).toBeCloseTo(-15, 5);
    expect(theory(20_000, { low: 0, mid: 0, high: 12 })).toBeCloseTo(12, 0);
  });

  it("glides from one setting to the other", () => {
    const tone = sine(250, -20, 1);
    const equaliser = new Equaliser({ low: 0, mid: 0, high: 0 }, RATE);
    through(equaliser, tone.slice(0, 12_800));
    equaliser.set({ low: 20, mid: -20, high: 20 });
    const out = through(equaliser, tone.slice(12_800));
    expect(largestStep(out)).toBeLessThan(4 * largestStep(tone));
    expect(sineLevel(out, 0.3, 0.7) + 20).toBeCloseTo(theory(250, { low: 20, mid: -20, high: 20 }), 1);
  });
});
