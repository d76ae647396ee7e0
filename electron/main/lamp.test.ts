import { expect, it } from "vitest";
import { lampOf } from "./lamp";
import { aStatus } from "./status.fixture";

it.each([
  ["off", [], "off"],
  ["rehearsing", [], "off"],
  ["starting", [{ phase: "connecting" }], "connecting"],
  ["starting", [{ phase: "connecting", attempt: 1 }], "interrupted"],
  ["starting", [{ phase: "waiting" }], "connecting"],
  ["onAir", [{ phase: "live" }], "onAir"],
  ["failing", [{ phase: "live" }, { phase: "reconnecting" }], "onAir"],
  ["failing", [{ phase: "reconnecting" }], "interrupted"],
  ["failing", [{ phase: "failed" }], "interrupted"],
  ["stopping", [{ phase: "live" }], "stopping"],
] as const)("while %s with %j the lamp is %s", (phase, destinations, lamp) => {
  expect(lampOf(aStatus({ phase, destinations: [...destinations] }))).toBe(lamp);
});
