import { z } from "zod";

/** The H.264 encoders that may be offered; which of them work is found by a real test encode (native-bin). */
export const EncoderId = z.enum(["x264", "nvenc", "qsv", "amf", "videotoolbox", "vaapi"]);
export type EncoderId = z.infer<typeof EncoderId>;

export const X264Preset = z.enum(["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"]);
export const H264Profile = z.enum(["baseline", "main", "high"]);
export const X264Tune = z.enum(["none", "zerolatency", "film", "animation"]);

/** How the one encode is made. Bitrates in kb/s (1000 bit/s), constant; keyframe interval in seconds. */
export const EncoderSettings = z.object({
  encoder: z.union([z.literal("auto"), EncoderId]),
  videoBitrate: z.int().min(100).max(60_000),
  /** Falls, down to the floor, while a network delivers less. */
  dynamicBitrate: z.boolean(),
  bitrateFloor: z.int().min(100).max(60_000),
  audioBitrate: z.int().min(64).max(320),
  keyframeInterval: z.int().min(1).max(10),
  preset: X264Preset,
  profile: H264Profile,
  tune: X264Tune,
});
export type EncoderSettings = z.infer<typeof EncoderSettings>;

/** What the found ffmpeg is and can do. `encoders` passed a one-frame test encode on this machine. */
export const FfmpegAbility = z.object({
  path: z.string(),
  version: z.string(),
  srt: z.boolean(),
  rtmps: z.boolean(),
  encoders: z.array(EncoderId),
});
export type FfmpegAbility = z.infer<typeof FfmpegAbility>;
