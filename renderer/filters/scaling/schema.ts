import { z } from "zod";

export const ScalingSettings = z.object({
  /** Px. */
  width: z.int().min(1).max(3840).default(1280),
  height: z.int().min(1).max(2160).default(720),
  /** One source pixel each, between the nearest four, or the mean of all that a pixel covers. */
  method: z.enum(["nearest", "bilinear", "area"]).default("bilinear"),
});
export type ScalingSettings = z.infer<typeof ScalingSettings>;
