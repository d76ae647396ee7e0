import { z } from "zod";
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
  format: VideoFormat,
});
export type StagePull = z.infer<typeof StagePull>;

/** A new program frame. `i420` is exactly i420Size(width, height) bytes, BT.709 limited range. */
export const StageFrame = z.object({
  type: z.literal("frame"),
  id: z.int(),
  width: z.int(),
  height: z.int(),
  i420: z.instanceof(ArrayBuffer),
  /** How long before the pull the newest source frame had arrived, in ms: lets the clock lock its phase to the source. */
  age: z.number(),
  /** Interval between the source's last frames in ms, 0 when it has no steady rate. */
  interval: z.number(),
});
export type StageFrame = z.infer<typeof StageFrame>;

/** Nothing changed since the last frame. */
export const StageSame = z.object({ type: z.literal("same"), id: z.int() });
export type StageSame = z.infer<typeof StageSame>;

export const StageReply = z.discriminatedUnion("type", [StageFrame, StageSame]);
export type StageReply = z.infer<typeof StageReply>;
