import type { StateCreator } from "zustand";
import type { Permissions, StudioInfo } from "../../electron/contract/studio";

/** Facts about this computer and this run. */
export interface MachineSlice {
  info: StudioInfo | null;
  permissions: Permissions;
  /** Whether a person can see the window: moving pictures and meters stand still while not. null until main told. */
  shown: boolean | null;
}

export const createMachineSlice: StateCreator<MachineSlice> = () => ({
  info: null,
  permissions: { camera: "granted", microphone: "granted", screen: "granted" },
  shown: null,
});
