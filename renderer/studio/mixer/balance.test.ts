import { expect, test } from "vitest";
import { balanceWords, snapped } from "./balance";

test("balance is said by side and share", () => {
  expect([-1, -0.3, 0, 0.004, 1].map(balanceWords)).toEqual(["Left only", "30 % to the left", "In the middle", "In the middle", "Right only"]);
});

test("a drag stays in the middle, and leaves it", () => {
  expect([0.03, -0.03, 0.05].map(snapped)).toEqual([0, 0, 0.05]);
});
