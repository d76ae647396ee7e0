import { beforeEach, expect, it } from "vitest";
import { aStatus } from "./status.fixture";
import { Verdict } from "./verdict";

let verdict: Verdict;
beforeEach(() => {
  verdict = new Verdict();
  verdict.expect("destination", "d", "Twitch");
  verdict.expect("recording", "r", "out.mkv");
});

const good = aStatus({ destinations: [{ phase: "live" }], recordings: [{ bytes: 100 }] });

it("is good when all was live and recorded to the end", () => {
  verdict.heard(good);
  verdict.close();
  verdict.heard(aStatus({ destinations: [{ phase: "idle" }], recordings: [{ phase: "idle", bytes: 120 }] }));
  expect(verdict.failures()).toEqual([]);
});

it("fails what was never heard of", () => {
  expect(verdict.failures()).toEqual(["Twitch", "out.mkv"]);
});

it.each(["connecting", "waiting", "reconnecting", "failed"] as const)("fails a destination that is %s at the end", (phase) => {
  verdict.heard(good);
  verdict.heard(aStatus({ destinations: [{ phase }], recordings: [{ bytes: 100 }] }));
  verdict.close();
  expect(verdict.failures()).toEqual(["Twitch"]);
});

it("forgives a destination that came back", () => {
  verdict.heard(aStatus({ destinations: [{ phase: "reconnecting" }] }));
  verdict.heard(good);
  verdict.close();
  expect(verdict.failures()).toEqual([]);
});

it("fails a recording that broke off, even while it was finalised", () => {
  verdict.heard(good);
  verdict.close();
  verdict.heard(aStatus({ recordings: [{ phase: "failed", bytes: 100, problem: { code: "disk-full" } }] }));
  expect(verdict.failures()).toEqual(["out.mkv"]);
});

it("fails a recording without a byte", () => {
  verdict.heard(aStatus({ destinations: [{ phase: "live" }], recordings: [{ bytes: 0 }] }));
  verdict.close();
  expect(verdict.failures()).toEqual(["out.mkv"]);
});
