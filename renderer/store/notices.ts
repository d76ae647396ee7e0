import type { StateCreator } from "zustand";
import type { Problem } from "../../electron/contract/problem";

/** Something that passes by. `undo` offers to take it back; `onGone` runs when it left without being undone. */
interface Toast {
  readonly id: number;
  readonly text: string;
  readonly detail?: string | undefined;
  readonly undo?: (() => void) | undefined;
  /** Something else that can be done about it. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly onGone?: (() => void) | undefined;
}

export interface NoticesSlice {
  /** Problems that last until they are put away. */
  notices: readonly Problem[];
  toasts: readonly Toast[];
  notify(problem: Problem): void;
  dismissNotice(problem: Problem): void;
  /** Shows a toast; answers its id. */
  toast(toast: Omit<Toast, "id">): number;
  undoToast(id: number): void;
  closeToast(id: number): void;
}

let lastToast = 0;

export const createNoticesSlice: StateCreator<NoticesSlice> = (set, get) => ({
  notices: [],
  toasts: [],
  notify: (problem) => {
    set((state) => ({
      notices: [...state.notices.filter((n) => n.code !== problem.code || n.subject !== problem.subject), problem],
    }));
  },
  dismissNotice: (problem) => {
    set((state) => ({ notices: state.notices.filter((n) => n !== problem) }));
  },
  toast: (toast) => {
    lastToast += 1;
    const id = lastToast;
    set((state) => ({ toasts: [...state.toasts, { ...toast, id }] }));
    return id;
  },
  undoToast: (id) => {
    const toast = get().toasts.find((t) => t.id === id);
    set((state) => ({ toasts: state.toasts.filter((t) => t.id !== id) }));
    toast?.undo?.();
  },
  closeToast: (id) => {
    const toast = get().toasts.find((t) => t.id === id);
    set((state) => ({ toasts: state.toasts.filter((t) => t.id !== id) }));
    toast?.onGone?.();
  },
});
