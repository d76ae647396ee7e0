import { describe, expect, test } from "vitest";
import type { DestinationStatus } from "../../electron/contract/destination";
import { defaultSettings } from "../../electron/contract/settings";
import type { BroadcastPhase, EngineStatus } from "../../electron/contract/status";
import { isEncoding, tally } from "./air";

function destination(id: string, change: Partial<DestinationStatus>): DestinationStatus {
  return {
    ...{ id, name: id, phase: "live", since: 0, attempt: 0, retryAt: null, problem: null },
    ...{ queueMs: 0, deliveredBytes: 0, bitrate: 0, deliveredFrames: 0, droppedFrames: 0, dropped: { unreferenced: 0, groupEnds: 0, outage: 0 } },
    ...change,
  };
}

function status(phase: BroadcastPhase, destinations: DestinationStatus[]): EngineStatus {
  return {
    at: 10_000,
    broadcast: { phase, since: 0 },
    encoder: { phase: "running", encoder: "x264", fps: 30, speed: 2, bitrate: 3000, dynamic: null, restarts: 0, problem: null },
    program: { format: defaultSettings.video, frames: 0, repeated: 0, skipped: 0, dropped: 0, slate: false, silenceMs: 0 },
    destinations,
    recordings: [],
    replay: { phase: "idle", since: 0, seconds: 0, bytes: 0, limit: 0, file: null, problem: null },
    preview: { url: null },
    health: { cpu: 0, diskFree: null },
  };
}

const live = destination("live", {});
const lost = destination("lost", { phase: "reconnecting", attempt: 1, since: 2000 });
const again = destination("again", { phase: "connecting", attempt: 2, since: 1000 });
const first = destination("first", { phase: "connecting" });
const waiting = destination("waiting", { phase: "waiting" });

describe("the tally lamp", () => {
  test("is dark without an engine and when nothing runs", () => {
    expect(tally(null).lamp).toBe("off");
    expect(tally(status("off", [])).lamp).toBe("off");
  });

  test("is red only when media is delivered somewhere", () => {
    expect(tally(status("starting", [first])).lamp).toBe("connecting");
    expect(tally(status("starting", [waiting])).lamp).toBe("connecting");
    expect(tally(status("starting", [live, first])).lamp).toBe("onAir");
    expect(tally(status("onAir", [live])).lamp).toBe("onAir");
    expect(tally(status("failing", [live, lost])).lamp).toBe("onAir");
    expect(tally(status("failing", [lost])).lamp).toBe("interrupted");
    expect(tally(status("starting", [again])).lamp).toBe("interrupted");
  });

  test("names what fails, the longest failing first; a new attempt is still failing, a first one is not", () => {
    expect(tally(status("failing", [live, lost, first, again])).failing.map((d) => d.id)).toEqual(["again", "lost"]);
  });

  test("has nothing to say of destinations while rehearsing or stopping", () => {
    expect(tally(status("rehearsing", [lost]))).toEqual({ lamp: "rehearsal", failing: [] });
    expect(tally(status("stopping", [live]))).toEqual({ lamp: "stopping", failing: [] });
  });
});

test("the encoder's settings are free when it is off or has given up", () => {
  const at = (phase: EngineStatus["encoder"]["phase"]) => {
    const now = status("off", []);
    return isEncoding({ ...now, encoder: { ...now.encoder, phase } });
  };
  expect([isEncoding(null), at("off"), at("failed")]).toEqual([false, false, false]);
  expect([at("starting"), at("running"), at("restarting"), at("stopping")]).toEqual([true, true, true, true]);
});
