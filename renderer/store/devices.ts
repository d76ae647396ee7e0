import type { StateCreator } from "zustand";
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
}

export const createDevicesSlice: StateCreator<DevicesSlice> = () => ({
  cameras: [],
  microphones: [],
  targets: null,
  sources: new Map(),
  channels: new Map(),
});
