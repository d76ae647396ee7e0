import type { Problem } from "../../contract/problem";
import type { ReplayStatus } from "../../contract/replay";

export type ReplayState = Pick<ReplayStatus, "phase" | "since" | "file" | "problem">;

export type ReplayEvent =
  /** An encode runs and the buffer is on. */
  | { readonly type: "began" }
  /** The encode is over, or the buffer was switched off. */
  | { readonly type: "ended" }
  | { readonly type: "save" }
  | { readonly type: "saved"; readonly file: string }
  | { readonly type: "failed"; readonly problem: Problem };

/** The state after an event at this Unix time in ms; the same object where the event changes nothing. */
export function nextReplayState(state: ReplayState, event: ReplayEvent, at: number): ReplayState {
  const { phase } = state;
  switch (event.type) {
    case "began":
      return phase === "keeping" || phase === "saving" ? state : { ...state, phase: "keeping", since: at, problem: null };
    case "ended":
      // How a save went is still told, and one under way goes on: it has what it writes.
      return phase === "keeping" ? { ...state, phase: "idle", since: at } : state;
    case "save":
      return phase === "saving" ? state : { ...state, phase: "saving", since: at, problem: null };
    case "saved":
      return phase === "saving" ? { phase: "saved", since: at, file: event.file, problem: null } : state;
    case "failed":
      return phase === "saving" ? { ...state, phase: "failed", since: at, problem: event.problem } : state;
  }
}
