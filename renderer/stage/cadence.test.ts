import { describe, expect, it } from "vitest";
import { Cadence } from "./cadence";

function after(times: readonly number[]): Cadence {
  const cadence = new Cadence();
  for (const at of times) cadence.arrived(at);
  return cadence;
}

const every = (interval: number, count: number): number[] => Array.from({ length: count }, (_, i) => 500 + i * interval);

describe("Cadence", () => {
  it("knows the interval of a steady source", () => {
    const cadence = after(every(33, 20));
    expect(cadence.interval(500 + 19 * 33 + 5)).toBeCloseTo(33);
    expect(cadence.age(500 + 19 * 33 + 5)).toBe(5);
  });

  it("bears jitter and a single late frame", () => {
    const times = every(33, 18).map((at, i) => at + (i % 3));
    times[17] = (times[17] ?? 0) + 33;
    expect(after(times).interval(times[17] ?? 0)).toBeCloseTo(33, -0.5);
  });

  it("gives no interval before seventeen frames, for rare frames, and for a source that stopped", () => {
    expect(after(every(33, 16)).interval(1000)).toBe(0);
    expect(after(every(205, 20).map((at, i) => at + (i % 2) * 195)).interval(500 + 19 * 205 + 195)).toBe(0);
    expect(after(every(33, 20)).interval(500 + 19 * 33 + 200)).toBe(0);
  });

  it("has no age before the first frame", () => {
    expect(new Cadence().age(10_000)).toBe(0);
  });
});
