import type { FilterKernels } from "../kernels";
import { alphaTwins } from "./alpha";
import { colourTwins } from "./colour";
import { keyTwins } from "./key";
import { planeTwins } from "./planes";

/** The filters' kernels over `memory`, in plain TypeScript: the reference for the tests. */
export function referenceFilterKernels(memory: Uint8Array): FilterKernels {
  return { ...colourTwins(memory), ...alphaTwins(memory), ...keyTwins(memory), ...planeTwins(memory) };
}
