import type { Level, Loudness } from "../../electron/contract/mixer";
import type { Levels } from "../mixer/mixer";

type Listener = (level: Level) => void;

/** The name under which the sum of all channels is heard. */
export const PROGRAM = "program";

const listeners = new Map<string, Set<Listener>>();

/** Meters listen here and draw by themselves, so that sixty levels a second never touch React. */
export function onLevel(channel: string, listener: Listener): () => void {
  const set = listeners.get(channel) ?? new Set();
  set.add(listener);
  listeners.set(channel, set);
  return () => {
    set.delete(listener);
    if (set.size === 0) listeners.delete(channel);
  };
}

const loudnessListeners = new Set<(loudness: Loudness) => void>();

/** The program's loudness, told as often as the levels. Returns the function that ends it. */
export function onLoudness(listener: (loudness: Loudness) => void): () => void {
  loudnessListeners.add(listener);
  return () => void loudnessListeners.delete(listener);
}

/** Hands the mixer's levels to the meters. */
export function publishLevels(levels: Levels): void {
  for (const listener of loudnessListeners) listener(levels.loudness);
  for (const [channel, set] of listeners) {
    const level = channel === PROGRAM ? levels.program : levels.channels.get(channel);
    if (level !== undefined) for (const listener of set) listener(level);
  }
}
