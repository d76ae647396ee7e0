import type { DestinationStatus } from "../../electron/contract/destination";
import type { BroadcastPhase, EngineStatus } from "../../electron/contract/status";

/** Whether going or being on air is what the person wants in this phase. */
export function isAir(phase: BroadcastPhase): boolean {
  return phase === "starting" || phase === "onAir" || phase === "failing";
}

/**
 * What the tally lamp says. onAir: somebody can see us. interrupted: we mean to be on air and nobody can.
 */
export type Lamp = "off" | "rehearsal" | "connecting" | "onAir" | "interrupted" | "stopping";

/** The answer to "am I on air, and is it well?". */
export interface Tally {
  readonly lamp: Lamp;
  /** Destinations that should be delivering and are not, the longest failing first. */
  readonly failing: readonly DestinationStatus[];
}

const dark: Tally = { lamp: "off", failing: [] };

/** Reads the lamp from the engine's truth: only delivered media makes it red. */
export function tally(status: EngineStatus | null): Tally {
  if (status === null) return dark;
  const { phase } = status.broadcast;
  if (phase === "off") return dark;
  if (phase === "rehearsing") return { lamp: "rehearsal", failing: [] };
  if (phase === "stopping") return { lamp: "stopping", failing: [] };
  const failing = status.destinations.filter(isFailing).sort((a, b) => a.since - b.since);
  if (status.destinations.some((d) => d.phase === "live")) return { lamp: "onAir", failing };
  return { lamp: phase === "starting" && failing.length === 0 ? "connecting" : "interrupted", failing };
}

/** ms until what a delay holds back of the ended stream has been sent everywhere; null when nothing is being held back. */
export function drainsFor(status: EngineStatus | null): number | null {
  const times = (status?.destinations ?? []).flatMap(({ phase, delay }) => (phase === "idle" ? [] : (delay?.endsIn ?? [])));
  return times.length === 0 ? null : Math.max(...times);
}

/** Lost, refused, or given up. An attempt after a failure is still failing until media is delivered. */
export function isFailing(destination: DestinationStatus): boolean {
  const { phase, attempt } = destination;
  return phase === "reconnecting" || phase === "failed" || (phase === "connecting" && attempt > 0);
}

/** Whether the encoder is in use, so that what it was started with cannot change. */
export function isEncoding(status: EngineStatus | null): boolean {
  return status !== null && status.encoder.phase !== "off" && status.encoder.phase !== "failed";
}
