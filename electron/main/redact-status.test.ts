import { expect, it } from "vitest";
import { Redactor } from "./redact";
import { redactStatus } from "./redact-status";
import { aStatus } from "./status.fixture";

it("takes secrets out of problems and leaves the rest of the status as it is", () => {
  const redactor = new Redactor();
  redactor.learn({ streamKey: "live" });
  const status = aStatus({
    encoder: "running",
    destinations: [{ phase: "live", problem: { code: "key-refused", subject: "Mine", detail: "publish live refused" } }],
    recordings: [{ problem: { code: "recording-failed", detail: "live" } }],
  });
  const clean = redactStatus(status, redactor);
  expect(clean.destinations[0]?.problem).toEqual({ code: "key-refused", subject: "Mine", detail: "publish ••• refused" });
  expect(clean.recordings[0]?.problem?.detail).toBe("•••");
  expect(clean.destinations[0]?.phase).toBe("live");
  expect({ ...clean, destinations: [], recordings: [] }).toEqual({ ...status, destinations: [], recordings: [] });
});
