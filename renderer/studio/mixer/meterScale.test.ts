import { expect, test } from "vitest";
import { fallen, heldPeak, meterPosition } from "./meterScale";

test("a meter spans from its floor to full scale", () => {
  expect([-120, -60, -30, 0, 6].map((db) => meterPosition(db, 200))).toEqual([0, 0, 100, 200, 200]);
});

test("a peak stands, then falls 20 dB a second, and gives way to a louder one", () => {
  const held = heldPeak({ db: -120, at: 0 }, -6, 1000);
  expect(fallen(held, 2500)).toBe(-6);
  expect(fallen(held, 3000)).toBe(-16);
  expect(heldPeak(held, -20, 3000)).toBe(held);
  expect(heldPeak(held, -10, 3000)).toEqual({ db: -10, at: 3000 });
});
