import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import { type CollectionSlice, createCollectionSlice } from "./collection";
import { createDevicesSlice, type DevicesSlice } from "./devices";
import { createDialogSlice, type DialogSlice } from "./dialog";
import { createEngineSlice, type EngineSlice } from "./engine";
import { createMachineSlice, type MachineSlice } from "./machine";
import { createNoticesSlice, type NoticesSlice } from "./notices";
import { createProgramSlice, type ProgramSlice } from "./program";
import { createSettingsSlice, type SettingsSlice } from "./settings";

export type StudioState = MachineSlice &
  SettingsSlice &
  CollectionSlice &
  ProgramSlice &
  EngineSlice &
  DevicesSlice &
  NoticesSlice &
  DialogSlice;

/** What the window knows: a mirror of main's and the engine's truth, and what is open on the screen. */
export const useStudio = create<StudioState>()(
  subscribeWithSelector((...a) => ({
    ...createMachineSlice(...a),
    ...createSettingsSlice(...a),
    ...createCollectionSlice(...a),
    ...createProgramSlice(...a),
    ...createEngineSlice(...a),
    ...createDevicesSlice(...a),
    ...createNoticesSlice(...a),
    ...createDialogSlice(...a),
  })),
);
