import { z } from "zod";

export const SharpenSettings = z.object({
  /** What is added of how much a pixel differs from those around it; as in OBS. */
  sharpness: z.number().min(0).max(1).default(0.08),
});
export type SharpenSettings = z.infer<typeof SharpenSettings>;
