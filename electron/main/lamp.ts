import type { EngineStatus } from "../contract/status";

/**
 * What title, tray and taskbar say. onAir: media is delivered somewhere. interrupted: it is meant to be, and nobody
 * gets any. Only delivered media makes the lamp red.
 */
export type Lamp = "off" | "connecting" | "onAir" | "interrupted" | "stopping";

/** While nothing is delivered, a failed or repeated attempt anywhere makes it “interrupted”. */
export function lampOf({ broadcast, destinations }: EngineStatus): Lamp {
  const { phase } = broadcast;
  if (phase === "off" || phase === "rehearsing") return "off";
  if (phase === "stopping") return "stopping";
  if (destinations.some((destination) => destination.phase === "live")) return "onAir";
  const failing = destinations.some((d) => d.phase === "reconnecting" || d.phase === "failed" || d.attempt > 0);
  return failing ? "interrupted" : "connecting";
}

/** The lamp in words, null when it is off. */
export const lampWords: Readonly<Record<Lamp, string | null>> = {
  off: null,
  connecting: "Connecting…",
  onAir: "● ON AIR",
  interrupted: "Not received",
  stopping: "Stopping…",
};
