import type { DecoderEnd } from "./decoder";

/** Where a player's output goes, somewhat before it is due. All times are monotonic ms. */
export interface PlayerOutput {
  /** The memory is used again after the call. */
  frame(planes: ArrayBuffer, position: number, run: number, due: number): void;
  /** Sample frame `first` is due at `due`. The memory is used again after the call. */
  sound(first: number, due: number, pcm: Float32Array): void;
  /** When the last frame's time will be over. */
  ends(run: number, due: number): void;
  /** What went out and is due after `at` waits until `goesOn`, and is due `by` ms later then. */
  stands(at: number): void;
  goesOn(by: number): void;
  /** What went out and is not due by now is given up. */
  forget(): void;
  /** The last frame's time is over. */
  ended(): void;
  /** Something to report: it began, stands, plays, ended. */
  changed(): void;
  /** A decoder gave nothing, or was ended by somebody else again and again: the player is of no more use. */
  failed(end: DecoderEnd): void;
}
