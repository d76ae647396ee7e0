import type { Problem } from "../../electron/contract/problem";

/**
 * How one source is kept open. opening: asked the system for it. open: it delivers. muted: open, but the device gives
 * nothing for now. waiting: it was lost or refused, and is tried again when due or when devices change. refused: only
 * a person can change that, so nothing is tried. The problem stays until the source is open again.
 */
export interface Keeping {
  readonly phase: "opening" | "open" | "muted" | "waiting" | "refused";
  readonly problem: Problem | null;
}

export type KeepingEvent =
  | { readonly type: "opened" | "unmuted" | "devicesChanged" | "due" }
  | { readonly type: "failed" | "ended" | "muted"; readonly problem: Problem };

export const firstOpening: Keeping = { phase: "opening", problem: null };

/** Time between attempts to open a lost source, in ms. */
export const RETRY_INTERVAL = 2000;

/** Problems that stay until a person does something about them. */
const final: ReadonlySet<Problem["code"]> = new Set(["permission-denied", "desktop-audio-unsupported", "internal"]);

/** The state after `event`; the same object when the event means nothing in this state. */
export function keep(state: Keeping, event: KeepingEvent): Keeping {
  switch (event.type) {
    case "opened":
      return state.phase === "opening" ? { phase: "open", problem: null } : state;
    case "failed":
      if (state.phase !== "opening") return state;
      return { phase: final.has(event.problem.code) ? "refused" : "waiting", problem: event.problem };
    case "ended":
      if (state.phase !== "open" && state.phase !== "muted") return state;
      return { phase: "waiting", problem: event.problem };
    case "muted":
      return state.phase === "open" ? { phase: "muted", problem: event.problem } : state;
    case "unmuted":
      return state.phase === "muted" ? { phase: "open", problem: null } : state;
    case "devicesChanged":
    case "due":
      return state.phase === "waiting" ? { phase: "opening", problem: state.problem } : state;
  }
}

/** The words of the public state: a source with a problem that is being tried again is "lost". */
export function keepingPhase(state: Keeping): "starting" | "open" | "lost" | "failed" {
  if (state.phase === "refused") return "failed";
  if (state.phase === "open") return "open";
  return state.problem === null ? "starting" : "lost";
}
