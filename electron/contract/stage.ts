import { z } from "zod";
import { SHELF_SLOTS } from "./stage-shelf";
import { VideoFormat } from "./video";

/**
 * The stage port, worker ↔ engine, frames never touch main. The engine pulls: one `pull` is one credit, answered by
 * exactly one `frame` or `same`. So never more frames are in flight than pulls, and composing follows the
 * engine's clock.
 */
export const StagePull = z.object({
  type: z.literal("pull"),
  /** Counts up by one. */
  id: z.int(),
  /** Unix time in ms for which the picture is wanted: when it was due, though the pull may come a little later. */
  at: z.number(),
  /** The pull up to which all answers have been read: what lies on the shelf for those may be overwritten. */
  read: z.int(),
  format: VideoFormat,
  /** Whether the engine can read a shelf, and whether it has opened the one that was announced. */
  shelf: z.enum(["none", "wanted", "open"]),
});
export type StagePull = z.infer<typeof StagePull>;

/** How the newest source delivers, as the stage worker sees it: what the clock locks its phase to and counts by. */
const SourceTiming = {
  /** Ms between the arrival of the newest source frame and the pull being answered. */
  age: z.number(),
  /** Mean interval of the last source frames in ms; 0 while there is no steady rate. */
  interval: z.number(),
  /** Source frames that arrived since the last reply. */
  arrived: z.int(),
};

/** A new program frame. `i420` is exactly i420Size(width, height) bytes, BT.709 limited range. */
const StageFrame = z.object({
  type: z.literal("frame"),
  id: z.int(),
  width: z.int(),
  height: z.int(),
  i420: z.instanceof(ArrayBuffer),
  ...SourceTiming,
});

/** Nothing changed since the last frame. */
const StageSame = z.object({ type: z.literal("same"), id: z.int(), ...SourceTiming });

/** The worker has a shelf; said when the engine wants one. */
export const StageShelf = z.object({ type: z.literal("shelf"), token: z.string().regex(/^[0-9a-f]{64}$/) });
export type StageShelf = z.infer<typeof StageShelf>;

/** A new program frame, like StageFrame, lying on the shelf. */
const StageShelved = z.object({
  type: z.literal("shelved"),
  id: z.int(),
  width: z.int(),
  height: z.int(),
  slot: z
    .int()
    .min(0)
    .max(SHELF_SLOTS - 1),
  ...SourceTiming,
});

export const StageReply = z.discriminatedUnion("type", [StageFrame, StageSame, StageShelved]);
export type StageReply = z.infer<typeof StageReply>;

export const StageMessage = z.union([StageReply, StageShelf]);
export type StageMessage = z.infer<typeof StageMessage>;
