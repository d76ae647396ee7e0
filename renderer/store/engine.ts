import type { StateCreator } from "zustand";
import type { EngineStatus } from "../../electron/contract/status";
import { isAir } from "./air";

export interface EngineSlice {
  status: EngineStatus | null;
  /** Unix time in ms since when we are on air, across single destinations failing and coming back; null off air. */
  airSince: number | null;
  takeStatus(status: EngineStatus): void;
}

/** A window that opens while on air takes the oldest word it finds: phases change as destinations come and go. */
function firstSeen({ broadcast, destinations }: EngineStatus): number {
  const live = destinations.filter((d) => d.phase === "live").map((d) => d.since);
  return Math.min(broadcast.since, ...live);
}

export const createEngineSlice: StateCreator<EngineSlice> = (set) => ({
  status: null,
  airSince: null,
  takeStatus: (status) => {
    set((state) => {
      if (!isAir(status.broadcast.phase)) return { status, airSince: null };
      return { status, airSince: state.airSince ?? firstSeen(status) };
    });
  },
});
