import type { StateCreator } from "zustand";
import type { CaptureTarget } from "../../electron/contract/source";
import type { Device } from "../capture/devices";
import type { ChannelState } from "../mixer/mixer";
import type { PictureState } from "../stage/stage";

/** What can be captured, and how the chosen sources are doing. */
export interface DevicesSlice {
  cameras: readonly Device[];
  microphones: readonly Device[];
  /** Screens and windows as last listed by main; null before the first listing. */
  targets: readonly CaptureTarget[] | null;
  picture: PictureState | null;
  channels: ReadonlyMap<string, ChannelState>;
}

export const createDevicesSlice: StateCreator<DevicesSlice> = () => ({
  cameras: [],
  microphones: [],
  targets: null,
  picture: null,
  channels: new Map(),
});
