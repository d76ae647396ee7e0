import { expect, it } from "vitest";
import { nextReplayState, type ReplayEvent, type ReplayState } from "./replay-state";

const idle: ReplayState = { phase: "idle", since: 0, file: null, problem: null };
const failed: ReplayEvent = { type: "failed", problem: { code: "replay-failed" } };

function after(...events: ReplayEvent[]): ReplayState {
  return events.reduce((state, event, at) => nextReplayState(state, event, at + 1), idle);
}

it("keeps while something is encoded, and saves when asked", () => {
  expect(after({ type: "began" })).toEqual({ phase: "keeping", since: 1, file: null, problem: null });
  expect(after({ type: "began" }, { type: "ended" })).toEqual({ phase: "idle", since: 2, file: null, problem: null });
  expect(after({ type: "began" }, { type: "save" }, { type: "saved", file: "a" })).toEqual({ phase: "saved", since: 3, file: "a", problem: null });
});

it("remembers the file that was saved last, and why a save failed until the next", () => {
  const saved: ReplayEvent[] = [{ type: "began" }, { type: "save" }, { type: "saved", file: "a" }, { type: "save" }];
  expect(after(...saved, failed)).toEqual({ phase: "failed", since: 5, file: "a", problem: { code: "replay-failed" } });
  expect(after(...saved, failed, { type: "save" })).toMatchObject({ phase: "saving", file: "a", problem: null });
});

it("finishes a save when the encode ends meanwhile, and tells how it went until the next encode", () => {
  const ended: ReplayEvent[] = [{ type: "began" }, { type: "save" }, { type: "ended" }];
  expect(after(...ended).phase).toBe("saving");
  expect(after(...ended, { type: "saved", file: "a" }, { type: "ended" }).phase).toBe("saved");
  expect(after(...ended, { type: "began" }, failed).phase).toBe("failed");
  expect(after(...ended, failed, { type: "began" })).toMatchObject({ phase: "keeping", problem: null });
});

it("takes no result of a save that is not under way", () => {
  expect(after({ type: "saved", file: "a" }, failed)).toBe(idle);
});
