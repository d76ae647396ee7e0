import { describe, expect, it } from "vitest";
import { firstOpening, keep, type Keeping, type KeepingEvent, keepingPhase } from "./keeping";

const busy = { code: "device-busy" } as const;
const lost = { code: "device-lost" } as const;
const denied = { code: "permission-denied" } as const;

const run = (...events: KeepingEvent[]): Keeping => events.reduce(keep, firstOpening);
const phases = (...events: KeepingEvent[]): string[] => {
  let state = firstOpening;
  return events.map((event) => keepingPhase((state = keep(state, event))));
};

describe("keeping a source", () => {
  it("opens, is lost, and comes back", () => {
    expect(
      phases({ type: "opened" }, { type: "ended", problem: lost }, { type: "devicesChanged" }, { type: "opened" }),
    ).toEqual(["open", "lost", "lost", "open"]);
  });

  it("is tried again when due, keeping its problem until it is open", () => {
    const state = run({ type: "failed", problem: busy }, { type: "due" });
    expect(state).toEqual({ phase: "opening", problem: busy });
    expect(keep(state, { type: "opened" })).toEqual({ phase: "open", problem: null });
  });

  it("is not tried again when a person said no", () => {
    const state = run({ type: "failed", problem: denied });
    expect(keepingPhase(state)).toBe("failed");
    expect(keep(state, { type: "due" })).toBe(state);
    expect(keep(state, { type: "devicesChanged" })).toBe(state);
  });

  it("is lost while muted and is there again without being opened", () => {
    expect(
      phases({ type: "opened" }, { type: "muted", problem: lost }, { type: "devicesChanged" }, { type: "unmuted" }),
    ).toEqual(["open", "lost", "lost", "open"]);
  });

  it("ignores what comes late", () => {
    const waiting = run({ type: "opened" }, { type: "ended", problem: lost });
    for (const event of [
      { type: "opened" },
      { type: "unmuted" },
      { type: "ended", problem: busy },
      { type: "muted", problem: busy },
      { type: "failed", problem: busy },
    ] as const) {
      expect(keep(waiting, event)).toBe(waiting);
    }
    expect(keep(firstOpening, { type: "devicesChanged" })).toBe(firstOpening);
  });
});
