import { expect, it } from "vitest";
import { largestStep, sine, sineLevel, through } from "../../signals.fixture";
import { Gain } from "./processor";

it.each([-30, -6, 0, 7.5, 30])("Gain turns a tone up by %f dB", (gain) => {
  expect(sineLevel(through(new Gain({ gain }), sine(440, -40, 1)), 0.5, 1) + 40).toBeCloseTo(gain, 2);
});

it("Gain glides when it is dragged", () => {
  const tone = sine(100, -20, 1);
  const gain = new Gain({ gain: 0 });
  const out = through(gain, tone.slice(0, 12_800));
  gain.set({ gain: 12 });
  const louder = through(gain, tone.slice(12_800));
  expect(largestStep(louder)).toBeLessThan(4.2 * largestStep(tone));
  expect(Math.abs((louder[0] ?? 0) - (out.at(-1) ?? 0))).toBeLessThan(2 * largestStep(tone));
});
