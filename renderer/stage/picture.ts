import type { Planes } from "./planes";

/** How a picture's source delivers: what the engine locks its phase to and counts by (contract/stage.ts). */
export interface Timing {
  /** Ms since the newest source frame arrived. */
  readonly age: number;
  /** Mean interval of the last source frames in ms; 0 while there is no steady rate. */
  readonly interval: number;
  /** Source frames that arrived in all. */
  readonly frames: number;
}

/** Something that can fill a frame of the stage. */
export interface Picture {
  /** Equal numbers mean that nothing changed; `at` is Unix time in ms. */
  version(at: number): number;
  /** Draws itself into planes of any size, letterboxed where its shape differs. Never called while one is under way. */
  draw(into: Planes, at: number): void | Promise<void>;
  timing(): Timing;
  close(): void;
}

/** A picture drawn by the stage itself has no rhythm of its own. */
export const untimed: Timing = { age: 0, interval: 0, frames: 0 };
