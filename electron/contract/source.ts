import { z } from "zod";

/** What can fill the picture. Device, screen and window ids are Chromium's; labels let a source be found again. */
export const VideoSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("test") }),
  z.object({ kind: z.literal("camera"), deviceId: z.string(), label: z.string() }),
  z.object({ kind: z.literal("screen"), sourceId: z.string(), label: z.string() }),
  z.object({ kind: z.literal("window"), sourceId: z.string(), label: z.string() }),
]);
export type VideoSource = z.infer<typeof VideoSource>;

export const AudioSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("test") }),
  z.object({ kind: z.literal("microphone"), deviceId: z.string(), label: z.string() }),
  z.object({ kind: z.literal("desktop") }),
]);
export type AudioSource = z.infer<typeof AudioSource>;

/** Quietest fader position that is still a level, in dB; anything below is silence. */
export const FADER_FLOOR_DB = -60;

/** One strip of the mixer. Volume in dB, FADER_FLOOR_DB…+6 (the floor itself means silence). */
export const MixerChannel = z.object({
  id: z.string().min(1),
  name: z.string(),
  source: AudioSource,
  volume: z.number().min(FADER_FLOOR_DB).max(6),
  muted: z.boolean(),
});
export type MixerChannel = z.infer<typeof MixerChannel>;

/** A screen or window that can be captured, as listed by main; the thumbnail is a data: URL. */
export const CaptureTarget = z.object({
  kind: z.enum(["screen", "window"]),
  sourceId: z.string(),
  label: z.string(),
  thumbnail: z.string(),
});
export type CaptureTarget = z.infer<typeof CaptureTarget>;
