import { expect, it } from "vitest";
import { Rate } from "./rate";

it("is exact whenever it is asked between two samples", () => {
  const rate = new Rate();
  for (let at = 0; at <= 10_000; at += 100) rate.add(37_500, at);
  for (const now of [10_000, 10_033, 10_099]) expect(rate.perSecond(now)).toBe(375_000);
});

it("falls when nothing comes any more, and ends at nothing", () => {
  const rate = new Rate();
  for (let at = 0; at <= 10_000; at += 100) rate.add(37_500, at);
  expect(rate.perSecond(11_000)).toBeLessThan(260_000);
  expect(rate.perSecond(12_500)).toBeLessThan(100_000);
  expect(rate.perSecond(13_100)).toBe(0);
});
