import type { Destination, DestinationStatus } from "../../../electron/contract/destination";
import { isFailing } from "../../store/air";
import { bitrate, bytes, count, secondsLeft, shortClock, UNKNOWN } from "../figures";

/** The dot before a destination's name. */
export type Dot = "off" | "ready" | "busy" | "live" | "failing";

export interface DestinationState {
  readonly dot: Dot;
  readonly text: string;
  /** What else is worth knowing, a line each: what is held back, how an SRT network is, and what was lost and why. */
  readonly note?: string;
}

/**
 * A destination's state in words. `now` is the engine's time in Unix ms; `lacksKey` says that it cannot be reached
 * for want of a stored secret.
 */
export function destinationState(
  destination: Destination,
  status: DestinationStatus | undefined,
  lacksKey: boolean,
  now: number,
): DestinationState {
  if (status === undefined || status.phase === "idle") {
    if (lacksKey) return { dot: "off", text: destination.target.protocol === "srt" ? "Passphrase missing" : "Stream key missing" };
    return destination.enabled ? { dot: "ready", text: "Ready" } : { dot: "off", text: "Off" };
  }
  return runningState(status, now);
}

/** The state of one that the engine was given to deliver to, in words. */
export function runningState(status: DestinationStatus, now: number): DestinationState {
  return { ...phaseState(status, now), note: [...held(status), ...network(status), ...lost(status)].join("\n") };
}

function phaseState(status: DestinationStatus, now: number): DestinationState {
  const lasted = shortClock(now - status.since);
  switch (status.phase) {
    case "idle":
      return { dot: "off", text: "Ended" };
    case "connecting":
      return isFailing(status) ? { dot: "failing", text: `Trying again, attempt ${status.attempt + 1}` } : { dot: "busy", text: beginning(status) };
    case "waiting":
      return { dot: "busy", text: "Waiting for a receiver" };
    case "live":
      return {
        dot: "live",
        text: `Live ${lasted} · ${bitrate(status.bitrate)} · queue ${Math.round(status.queueMs)} ms`,
      };
    case "reconnecting": {
      const next = status.retryAt === null ? `attempt ${status.attempt + 1} now` : `retry in ${secondsLeft(status.retryAt, now)} (attempt ${status.attempt + 1})`;
      return { dot: "failing", text: `Failing for ${lasted}, ${next}` };
    }
    case "failed":
      return { dot: "failing", text: "Stopped trying" };
    case "stopping":
      return { dot: "busy", text: "Ending…" };
  }
}

function beginning({ delay }: DestinationStatus): string {
  return delay === undefined || delay.beginsIn < 2000 ? "Connecting…" : `Begins in ${shortClock(delay.beginsIn)}`;
}

function held({ delay }: DestinationStatus): string[] {
  if (delay === undefined) return [];
  return [delay.endsIn === null ? `${shortClock(delay.ms)} delayed, ${bytes(delay.bytes)}` : `Ends in ${shortClock(delay.endsIn)}`];
}

function network({ srt }: DestinationStatus): string[] {
  if (srt === undefined) return [];
  const roundTrip = srt.roundTrip === null ? UNKNOWN : `${Math.round(srt.roundTrip)} ms`;
  return [`Round trip ${roundTrip} · loss ${srt.loss.toFixed(1)} % · ${count(srt.retransmitted)} resent`];
}

function lost({ droppedFrames, dropped }: DestinationStatus): string[] {
  if (droppedFrames === 0) return [];
  const slow = dropped.unreferenced + dropped.groupEnds;
  const why = [...(slow > 0 ? [`${count(slow)} slow network`] : []), ...(dropped.outage > 0 ? [`${count(dropped.outage)} outage`] : [])];
  return [`${count(droppedFrames)} lost: ${why.join(", ")}`];
}
