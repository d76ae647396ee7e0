import { create } from "zustand";
import type { Filter } from "../../../electron/contract/filter";
import type { FilterOwner } from "../../store/edits/filters";

interface Copied {
  /** Whether they are a picture's or a sound's: neither can have the other's. */
  readonly sort: "source" | "channel" | null;
  readonly filters: readonly Filter[];
}

/** The filters that were copied last, of this collection or another. */
export const useCopiedFilters = create<Copied>(() => ({ sort: null, filters: [] }));

export function sortOf(owner: FilterOwner): "source" | "channel" {
  return "source" in owner ? "source" : "channel";
}
