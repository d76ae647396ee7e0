import { describe, expect, it } from "vitest";
import { Clock } from "./clock";

describe("Clock", () => {
  it("has given exactly the pictures of the time that passed, however late it is asked", () => {
    const clock = new Clock(1000, 30);
    let taken = 0;
    for (const now of [1000, 1001, 1033, 1034, 1500, 1500.5, 3700, 11_000]) {
      while (clock.take(now)) taken += 1;
      expect(taken).toBe(Math.floor(((now - 1000) * 30) / 1000 + 1e-9) + 1);
    }
  });

  it("does not drift over hours at a rate that has no whole period", () => {
    const clock = new Clock(0, 60);
    let taken = 0;
    while (clock.take(4 * 3_600_000 + 0.001)) taken += 1;
    expect(taken).toBe(60 * 4 * 3600 + 1);
  });

  it("slides its phase without losing or adding a picture", () => {
    const clock = new Clock(0, 50);
    expect(clock.take(0)).toBe(true);
    clock.slide(7);
    expect(clock.take(26)).toBe(false);
    expect(clock.take(27)).toBe(true);
    expect(clock.due).toBe(47);
  });
});
