import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import { createDevicesSlice, type DevicesSlice } from "./devices";
import { createDialogSlice, type DialogSlice } from "./dialog";
import { createEngineSlice, type EngineSlice } from "./engine";
import { createMachineSlice, type MachineSlice } from "./machine";
import { createNoticesSlice, type NoticesSlice } from "./notices";
import { createSettingsSlice, type SettingsSlice } from "./settings";

export type StudioState = MachineSlice & SettingsSlice & EngineSlice & DevicesSlice & NoticesSlice & DialogSlice;

/** What the window knows: a mirror of main's and the engine's truth, and what is open on the screen. */
export const useStudio = create<StudioState>()(
  subscribeWithSelector((...a) => ({
    ...createMachineSlice(...a),
    ...createSettingsSlice(...a),
    ...createEngineSlice(...a),
    ...createDevicesSlice(...a),
    ...createNoticesSlice(...a),
    ...createDialogSlice(...a),
  })),
);
