import type { DeskChannel, Levels } from "./desk";

/** Inputs of the worklet: as many as the mixer may have channels (contract/settings.ts). */
export const INPUTS = 16;

/** Name under which the worklet registers. */
export const WORKLET = "tallylight-mixer";

export interface WorkletOptions {
  /** Sample frames in a block for the engine (contract/mixer.ts). */
  readonly blockFrames: number;
}

/** Window → worklet. */
export type MixerOrder =
  | { readonly type: "channels"; readonly channels: readonly DeskChannel[] }
  | { readonly type: "engine"; readonly port: MessagePort }
  /** Whether anyone looks at the meters. */
  | { readonly type: "watched"; readonly watched: boolean }
  | { readonly type: "close" };

/** Worklet → window, about 60 times a second. */
export type MixerReport = Levels;
