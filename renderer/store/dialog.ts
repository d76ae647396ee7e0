import type { StateCreator } from "zustand";

/** The one dialog that is open. */
export type Dialog =
  | { readonly kind: "picture" }
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
