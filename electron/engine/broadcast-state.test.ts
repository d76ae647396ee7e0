import { describe, expect, it } from "vitest";
import type { DestinationPhase } from "../contract/destination";
import { type BroadcastFacts, broadcastPhase } from "./broadcast-state";

function phase(facts: Partial<BroadcastFacts>): string {
  return broadcastPhase({
    streaming: true,
    stopping: false,
    rehearsing: false,
    encoderFailed: false,
    destinations: [],
    ...facts,
  });
}

describe("broadcastPhase", () => {
  it("says on air only when media was delivered and nothing is failing", () => {
    expect(phase({ destinations: ["live"] })).toBe("onAir");
    expect(phase({ destinations: ["live", "waiting"] })).toBe("onAir");
    expect(phase({ destinations: ["live", "connecting"] })).toBe("onAir");
    for (const bad of ["reconnecting", "failed"] satisfies DestinationPhase[]) {
      expect(phase({ destinations: ["live", bad] })).toBe("failing");
      expect(phase({ destinations: [bad] })).toBe("failing");
    }
  });

  it("never says on air while nothing is delivered", () => {
    for (const idle of ["idle", "connecting", "waiting", "stopping"] satisfies DestinationPhase[]) {
      expect(phase({ destinations: [idle] })).toBe("starting");
    }
    expect(phase({})).toBe("starting");
  });

  it("tells an encoder that gave up", () => {
    expect(phase({ destinations: ["live"], encoderFailed: true })).toBe("failing");
  });

  it("is off, rehearsing or stopping when asked to be", () => {
    expect(phase({ streaming: false })).toBe("off");
    expect(phase({ streaming: false, rehearsing: true })).toBe("rehearsing");
    expect(phase({ stopping: true, destinations: ["live"] })).toBe("stopping");
  });
});
