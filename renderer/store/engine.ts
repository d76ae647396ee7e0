import type { StateCreator } from "zustand";
import type { EngineStatus } from "../../electron/contract/status";
import { isAir } from "./air";

export interface EngineSlice {
  status: EngineStatus | null;
  /** Unix time in ms since when we are on air, across single destinations failing and coming back; null off air. */
  airSince: number | null;
  takeStatus(status: EngineStatus): void;
}

export const createEngineSlice: StateCreator<EngineSlice> = (set) => ({
  status: null,
  airSince: null,
  takeStatus: (status) => {
    set((state) => {
      if (!isAir(status.broadcast.phase)) return { status, airSince: null };
      return { status, airSince: state.airSince ?? status.broadcast.since };
    });
  },
});
