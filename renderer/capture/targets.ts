import type { Bridge } from "../../electron/contract/channels";
import type { CaptureTarget } from "../../electron/contract/source";

declare global {
  interface Window {
    readonly tallylight: Bridge;
  }
}

export interface WantedTarget {
  readonly kind: CaptureTarget["kind"];
  readonly sourceId: string;
  readonly label: string;
}

/**
 * Finds a remembered screen or window among those there are now. Window ids are given out anew by the system, so an
 * id counts for most together with its label, then the label alone, then the id alone (a window changes its title), then
 * a label that contains what was asked for. Without id and label it is the first of its kind.
 */
export function findTarget<T extends WantedTarget>(wanted: WantedTarget, targets: readonly T[]): T | undefined {
  const { sourceId, label } = wanted;
  const kin = targets.filter((t) => t.kind === wanted.kind);
  if (sourceId === "" && label === "") return kin[0];
  const part = label.toLowerCase();
  return (
    kin.find((t) => t.sourceId === sourceId && t.label === label) ??
    kin.find((t) => label !== "" && t.label === label) ??
    kin.find((t) => t.sourceId === sourceId) ??
    kin.find((t) => part !== "" && t.label.toLowerCase().includes(part))
  );
}

/**
 * Whether a screen that is being captured is still connected, as far as that can be told. Under X11 its capture does not
 * end: its last picture stays.
 */
export async function screenIsThere(sourceId: string | null): Promise<boolean> {
  const screens = await window.tallylight.call("capture.screens", undefined);
  return screens === null || screens.some((id) => id === sourceId);
}

/** The screens and windows that can be captured now. */
export function listTargets(): Promise<CaptureTarget[]> {
  return window.tallylight.call("capture.targets", undefined);
}
