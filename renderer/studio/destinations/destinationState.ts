import type { Destination, DestinationStatus } from "../../../electron/contract/destination";
import { isFailing } from "../../store/air";
import { bitrate, secondsLeft, shortClock } from "../figures";

/** The dot before a destination's name. */
export type Dot = "off" | "ready" | "busy" | "live" | "failing";

export interface DestinationState {
  readonly dot: Dot;
  readonly text: string;
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
  const lasted = shortClock(now - status.since);
  switch (status.phase) {
    case "idle":
      return { dot: "off", text: "Ended" };
    case "connecting":
      return isFailing(status) ? { dot: "failing", text: `Trying again, attempt ${status.attempt + 1}` } : { dot: "busy", text: "Connecting…" };
    case "waiting":
      return { dot: "busy", text: "Waiting for a receiver" };
    case "live":
      return {
        dot: "live",
        text: [
          `Live ${lasted} · ${bitrate(status.bitrate)} · queue ${Math.round(status.queueMs)} ms`,
          ...(status.droppedFrames === 0 ? [] : [`${status.droppedFrames} dropped`]),
        ].join(" · "),
      };
    case "reconnecting": {
      const next = status.retryAt === null ? "" : `, retry in ${secondsLeft(status.retryAt, now)}`;
      return { dot: "failing", text: `Failing for ${lasted}${next}` };
    }
    case "failed":
      return { dot: "failing", text: "Stopped trying" };
    case "stopping":
      return { dot: "busy", text: "Ending…" };
  }
}
