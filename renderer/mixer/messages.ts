import { MAX_CHANNELS } from "../../electron/contract/channel";
import type { DeskChannel, Levels } from "./desk";

/** Inputs of the worklet, one for each channel that is a track. */
export const INPUTS = MAX_CHANNELS;

/** Outputs of the worklet: silence that keeps it going, and what the person here hears. */
export const MONITOR_OUTPUT = 1;
export const OUTPUTS = 2;

/** Name under which the worklet registers. */
export const WORKLET = "tallylight-mixer";

export interface WorkletOptions {
  /** Sample frames in a block for the engine (contract/mixer.ts). */
  readonly blockFrames: number;
}

/** Window → worklet. */
export type MixerOrder =
  | { readonly type: "channels"; readonly channels: readonly DeskChannel[] }
  /** The channels whose part of the program goes to the engine beside it. */
  | { readonly type: "tracks"; readonly channels: readonly string[] }
  | { readonly type: "engine"; readonly port: MessagePort }
  /** The sound of a source (contract/media.ts); another port of the same source takes its place. */
  | { readonly type: "source"; readonly source: string; readonly port: MessagePort }
  /** The sources that are seen now. */
  | { readonly type: "active"; readonly sources: ReadonlySet<string> }
  /** The noise suppression's network. As bytes: Chromium 114 gives no compiled module to the audio thread. */
  | { readonly type: "rnnoise"; readonly code: ArrayBuffer }
  | { readonly type: "reset-loudness" }
  /** Whether anyone looks at the meters. */
  | { readonly type: "watched"; readonly watched: boolean }
  | { readonly type: "close" };

/** Worklet → window, about 60 times a second. */
export type MixerReport = Levels;
