import type { DestinationPhase } from "../../contract/destination";
import type { Problem, ProblemCode } from "../../contract/problem";

/** The part of a DestinationStatus that makes a history. Times are Unix ms. */
export interface DestinationState {
  readonly phase: DestinationPhase;
  readonly since: number;
  readonly attempt: number;
  readonly retryAt: number | null;
  readonly problem: Problem | null;
}

export type DestinationEvent =
  /** Go live; `refusal` is what makes that impossible with these settings. */
  | { readonly type: "start"; readonly refusal: Problem | null }
  /** An SRT listener is bound and nobody is there. */
  | { readonly type: "listening" }
  /** A caller was sent away while we listen. */
  | { readonly type: "complaint"; readonly problem: Problem }
  /** Media has left. */
  | { readonly type: "delivered" }
  /**
   * The connection is gone or never came about. A listener (`listens`) need not wait before it listens again; with
   * `probes` an attempt is the only way to find out whether the other side is there.
   */
  | { readonly type: "lost"; readonly problem: Problem; readonly listens: boolean; readonly probes?: boolean }
  /** While waiting: the server can be reached again. */
  | { readonly type: "reachable" }
  /** The time to try again has come. */
  | { readonly type: "due" }
  /** A person wants to try again now. */
  | { readonly type: "retry"; readonly refusal: Problem | null }
  | { readonly type: "stop" }
  /** The last connection was finalised. */
  | { readonly type: "finished" };

export type DestinationEffect =
  | { readonly type: "connect" }
  | { readonly type: "finish" }
  /** Send "due" in so many ms; replaces an earlier one. */
  | { readonly type: "wait"; readonly ms: number }
  | { readonly type: "cancelWait" };

export interface DestinationStep {
  readonly state: DestinationState;
  readonly effects: readonly DestinationEffect[];
}

/** Delay before the first attempt after a connection that was live, in ms: the picture is to be back within 2 s. */
const SOON = 300;
/** Delay before another attempt after the first that failed, its growth and its limit, in ms; as OBS Studio reconnects. */
const FIRST_DELAY = 2000;
const GROWTH = 1.5;
const LONGEST_DELAY = 30_000;
const JITTER = 0.2;
/** Delay where attempts are the probes, in ms. */
const PROBE_DELAY = 1000;

/** Problems that are over as soon as the other side can be reached again. */
const AWAY: ReadonlySet<ProblemCode> = new Set([
  "connection-refused",
  "connection-lost",
  "unreachable",
  "timed-out",
  "host-unknown",
  "not-delivering",
]);

/** Whether it makes sense to look out for the other side's return: somebody who says no is not away. */
export function isAway({ phase, retryAt, problem }: DestinationState): boolean {
  return phase === "reconnecting" && retryAt !== null && problem !== null && AWAY.has(problem.code);
}

/**
 * Whether a server that can be reached should be called at once. One that takes connections and drops them again and
 * again must have been seen to be away (`wasAway`), or it would be called every second.
 */
export function isWorthCalling(state: DestinationState, wasAway: boolean): boolean {
  return isAway(state) && (wasAway || state.attempt === 1 || state.problem?.code !== "connection-lost");
}

export function idleDestination(now: number): DestinationState {
  return { phase: "idle", since: now, attempt: 0, retryAt: null, problem: null };
}

/** Delay in ms before the attempt that follows `attempt` failed ones (1…). `random` is 0…1. */
export function reconnectDelay(attempt: number, random: number): number {
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * GROWTH ** (attempt - 1));
  return Math.min(LONGEST_DELAY, Math.round(delay * (1 + JITTER * (2 * random - 1))));
}

/**
 * What becomes of a destination when something happens to it. Pure; `now` is Unix ms, `random` 0…1. The same
 * state comes back, without effects, for events that mean nothing in it.
 */
export function nextDestinationState(
  state: DestinationState,
  event: DestinationEvent,
  now: number,
  random: number,
): DestinationStep {
  const { phase } = state;
  const same: DestinationStep = { state, effects: [] };
  const become = (next: Partial<DestinationState>, ...effects: DestinationEffect[]): DestinationStep => {
    const since = next.phase === undefined || next.phase === phase ? state.since : now;
    return { state: { ...state, ...next, since }, effects };
  };
  const begin = (refusal: Problem | null): DestinationStep =>
    refusal === null
      ? become({ phase: "connecting", attempt: 0, retryAt: null, problem: null }, { type: "connect" })
      : become({ phase: "failed", attempt: 0, retryAt: null, problem: refusal });
  const trying = phase === "connecting" || phase === "waiting" || (phase === "reconnecting" && state.retryAt === null);

  switch (event.type) {
    case "start":
      return phase === "idle" || phase === "failed" ? begin(event.refusal) : same;
    case "listening":
      return trying && phase !== "waiting" ? become({ phase: "waiting", problem: null }) : same;
    case "complaint":
      return phase === "waiting" ? become({ problem: event.problem }) : same;
    case "delivered":
      return trying ? become({ phase: "live", attempt: 0, problem: null }) : same;
    case "lost": {
      if (phase === "stopping") return become({ phase: "idle", problem: null });
      if (!trying && phase !== "live") return same;
      if (phase === "live" && event.listens) return become({ phase: "waiting", problem: event.problem }, { type: "connect" });
      const attempt = state.attempt + 1;
      const later = event.probes === true && AWAY.has(event.problem.code) ? PROBE_DELAY : reconnectDelay(attempt, random);
      const ms = phase === "live" ? SOON : later;
      return become({ phase: "reconnecting", attempt, retryAt: now + ms, problem: event.problem }, { type: "wait", ms });
    }
    case "due":
      return phase === "reconnecting" && state.retryAt !== null ? become({ retryAt: null }, { type: "connect" }) : same;
    case "reachable":
      if (phase !== "reconnecting" || state.retryAt === null) return same;
      return become({ retryAt: null }, { type: "cancelWait" }, { type: "connect" });
    case "retry":
      if (phase === "failed") return begin(event.refusal);
      if (phase !== "reconnecting" || state.retryAt === null) return same;
      return become({ retryAt: null }, { type: "cancelWait" }, { type: "connect" });
    case "stop":
      if (phase === "idle" || phase === "stopping") return same;
      if (trying || phase === "live") return become({ phase: "stopping", retryAt: null }, { type: "finish" });
      return become({ phase: "idle", attempt: 0, retryAt: null, problem: null }, { type: "cancelWait" });
    case "finished":
      return phase === "stopping" ? become({ phase: "idle", attempt: 0, problem: null }) : same;
  }
}
