import type { StateCreator } from "zustand";
import type { FilterOwner } from "./edits/filters";

/** The one dialog that is open. */
type Dialog =
  | { readonly kind: "addSource" }
  | { readonly kind: "properties"; readonly source: string }
  | { readonly kind: "filters"; readonly owner: FilterOwner }
  /** Place, size and look of the selected item, in figures. */
  | { readonly kind: "transform" }
  | { readonly kind: "sceneTransition"; readonly scene: string }
  | { readonly kind: "collectionName"; readonly deed: "create" | "rename" | "duplicate" }
  | { readonly kind: "advancedAudio" }
  | { readonly kind: "settings" }
  | { readonly kind: "endStream" }
  /** `id` null adds one. `goLive`: the person pressed Go live and this stood in the way. */
  | { readonly kind: "destination"; readonly id: string | null; readonly goLive: boolean };

export interface DialogSlice {
  dialog: Dialog | null;
  open(dialog: Dialog): void;
  close(): void;
}

export const createDialogSlice: StateCreator<DialogSlice> = (set) => ({
  dialog: null,
  open: (dialog) => {
    set({ dialog });
  },
  close: () => {
    set({ dialog: null });
  },
});
