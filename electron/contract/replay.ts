import { z } from "zod";
import { Problem } from "./problem";

/** How much of the past can be kept, in seconds of media. */
export const REPLAY_SECONDS = { min: 20, max: 300 } as const;

/** The replay buffer: while something is encoded, its last seconds are kept to be saved afterwards. */
export const ReplaySettings = z.object({
  on: z.boolean(),
  seconds: z.int().min(REPLAY_SECONDS.min).max(REPLAY_SECONDS.max),
});
export type ReplaySettings = z.infer<typeof ReplaySettings>;

/**
 * idle: nothing is kept, because it is off or nothing is encoded. keeping: the last seconds are held. saving: they are
 * being written. saved, failed: how the last save went; keeping goes on while something is encoded.
 */
const ReplayPhase = z.enum(["idle", "keeping", "saving", "saved", "failed"]);

export const ReplayStatus = z.object({
  phase: ReplayPhase,
  /** Unix time in ms. */
  since: z.number(),
  /** Media held now, in seconds: what a save would write. */
  seconds: z.number().min(0),
  /** Memory that it takes, and the most that it may take, in bytes. */
  bytes: z.int().min(0),
  limit: z.int().min(0),
  /** The replay that was saved last. */
  file: z.string().nullable(),
  problem: Problem.nullable(),
});
export type ReplayStatus = z.infer<typeof ReplayStatus>;
