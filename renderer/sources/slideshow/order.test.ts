import { expect, it } from "vitest";
import { slideAfter } from "./order";

it("goes round, or ends", () => {
  expect([null, 0, 1, 2].map((index) => slideAfter(index, 3, "loop"))).toEqual([0, 1, 2, 0]);
  expect([null, 0, 1, 2].map((index) => slideAfter(index, 3, "once"))).toEqual([0, 1, 2, null]);
  expect(slideAfter(0, 1, "loop")).toBe(0);
});

it("has nothing to show without slides", () => {
  for (const order of ["loop", "once", "random"] as const) expect(slideAfter(null, 0, order)).toBeNull();
});

it("picks any other slide at random", () => {
  const picks = [0, 0.25, 0.5, 0.75, 0.999].map((value) => slideAfter(2, 5, "random", () => value));
  expect(new Set(picks)).toEqual(new Set([3, 4, 0, 1]));
  expect(slideAfter(null, 5, "random", () => 0.999)).toBe(4);
  expect(slideAfter(0, 1, "random", () => 0.5)).toBe(0);
});
