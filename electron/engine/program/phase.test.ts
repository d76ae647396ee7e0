import { describe, expect, it } from "vitest";
import { PhaseLock } from "./phase";

const period = 1000 / 30;

/** Samples a source of `interval` ms with a clock locked to it; returns ages and the sums slid. */
function sample(interval: number, phase: number, pictures: number): { ages: number[]; slid: number } {
  const lock = new PhaseLock(period);
  const ages: number[] = [];
  let slid = 0;
  for (let i = 0; i < pictures; i += 1) {
    const now = 10_000 + phase + i * period + slid;
    const age = now % interval;
    ages.push(age);
    slid += lock.slide(age, interval);
  }
  return { ages, slid };
}

describe("PhaseLock", () => {
  it.each([0, 3, 10, 16, 20, 25, 33])("brings the pull a few ms after the source's frame from phase %d ms", (phase) => {
    const { ages } = sample(period, phase, 400);
    for (const age of ages.slice(300)) {
      expect(age).toBeGreaterThan(1);
      expect(age).toBeLessThan(12);
    }
  });

  it("follows a source that runs a little fast without ever passing over a frame", () => {
    const interval = period * 0.9998;
    const { ages } = sample(interval, 20, 5000);
    for (const age of ages.slice(300)) expect(Math.abs(age - 6)).toBeLessThan(8);
  });

  it("moves no picture by more than a quarter of a millisecond", () => {
    const lock = new PhaseLock(period);
    for (let i = 0; i < 100; i += 1) expect(Math.abs(lock.slide(20, period))).toBeLessThanOrEqual(0.25);
  });

  it("leaves the clock alone for a still or slower source", () => {
    expect(sample(1000 / 24, 11, 200).slid).toBe(0);
    const lock = new PhaseLock(period);
    expect(lock.slide(20, 0)).toBe(0);
    expect(lock.slide(5000, period)).toBe(0);
  });
});
