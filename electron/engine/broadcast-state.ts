import type { DestinationPhase } from "../contract/destination";
import type { BroadcastPhase } from "../contract/status";

/** What has been asked of the engine, and how its outputs are. */
export interface BroadcastFacts {
  readonly streaming: boolean;
  readonly stopping: boolean;
  readonly rehearsing: boolean;
  readonly encoderFailed: boolean;
  readonly destinations: readonly DestinationPhase[];
}

/**
 * The broadcast's phase, from the facts alone: "on air" can never be said while no destination delivers.
 * A listener that waits for its receiver is not failing, but it is not on air either.
 */
export function broadcastPhase(facts: BroadcastFacts): BroadcastPhase {
  if (facts.stopping) return "stopping";
  if (!facts.streaming) return facts.rehearsing ? "rehearsing" : "off";
  if (facts.encoderFailed) return "failing";
  const live = facts.destinations.filter((p) => p === "live").length;
  const failing = facts.destinations.filter((p) => p === "reconnecting" || p === "failed").length;
  if (failing > 0) return "failing";
  return live > 0 ? "onAir" : "starting";
}
