import type { StateCreator } from "zustand";
import type { Permissions, StudioInfo } from "../../electron/contract/studio";

/** Facts about this computer and this run. */
export interface MachineSlice {
  info: StudioInfo | null;
  permissions: Permissions;
}

export const createMachineSlice: StateCreator<MachineSlice> = () => ({
  info: null,
  permissions: { camera: "granted", microphone: "granted", screen: "granted" },
});
