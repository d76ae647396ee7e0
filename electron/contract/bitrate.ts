import { z } from "zod";
import type { EncoderSettings } from "./encoder";
import type { VideoFormat } from "./video";

/** The video bitrate of the encode, which falls while a network delivers less and climbs back. All in kb/s. */
export const BitrateStatus = z.object({
  /** What is encoded now. */
  target: z.int(),
  /** What it may be, the one that was set first, the floor last; only that one when it stays as it was set. */
  steps: z.array(z.int()).min(1),
  /** Why it is lower than it was set: the destination that got less, and how much that was, with sound. */
  limitedBy: z.object({ name: z.string(), delivered: z.number() }).nullable(),
});
export type BitrateStatus = z.infer<typeof BitrateStatus>;

/** Parts of the bitrate that was set, each a quarter less: what is seen as a step and not as another stream. */
const PARTS = [1, 0.8, 0.6, 0.45, 0.33, 0.25, 0.18, 0.13, 0.1];

/** A step that is hardly above the floor would be none. */
const LEAST_STEP = 1.1;

/** Below this many kb/s no picture of the size can be made: encoders then overshoot without end and every queue fills. */
export function lowestBitrate({ width, height, fps }: VideoFormat): number {
  return Math.max(100, Math.round((width * height * fps * 0.004) / 1000));
}

/** The video bitrates that the encode may have, in kb/s, highest first. */
export function bitrateSteps(settings: Pick<EncoderSettings, "videoBitrate" | "dynamicBitrate" | "bitrateFloor">, video: VideoFormat): number[] {
  const { videoBitrate, dynamicBitrate, bitrateFloor } = settings;
  const floor = Math.max(bitrateFloor, lowestBitrate(video));
  if (!dynamicBitrate || floor >= videoBitrate) return [videoBitrate];
  return [...PARTS.map((part) => Math.round(videoBitrate * part)).filter((step) => step > floor * LEAST_STEP), floor];
}
