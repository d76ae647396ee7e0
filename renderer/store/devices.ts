import type { StateCreator } from "zustand";
import type { Problem } from "../../electron/contract/problem";
import type { CaptureTarget } from "../../electron/contract/source";
import type { Device } from "../capture/devices";
import type { ChannelState } from "../mixer/mixer";
import type { SourceState } from "../sources/kind";

/** What can be captured, and how the chosen sources are doing. */
export interface DevicesSlice {
  cameras: readonly Device[];
  microphones: readonly Device[];
  /** Screens and windows as last listed by main; null before the first listing. */
  targets: readonly CaptureTarget[] | null;
  /** How the collection's sources are doing, by source. */
  sources: ReadonlyMap<string, SourceState>;
  channels: ReadonlyMap<string, ChannelState>;
  /** Why monitored channels are not heard here; null while they are, or none is monitored. */
  monitorProblem: Problem | null;
  /** From when on the integrated loudness is measured, in ms of performance.now; set anew, it begins anew. */
  loudnessFrom: number;
}

export const createDevicesSlice: StateCreator<DevicesSlice> = () => ({
  cameras: [],
  microphones: [],
  targets: null,
  sources: new Map(),
  channels: new Map(),
  monitorProblem: null,
  loudnessFrom: 0,
});
