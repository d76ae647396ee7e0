import { z } from "zod";

export const SlideshowSettings = z.object({
  /** Absolute paths of images. */
  files: z.array(z.string()).max(500).default([]),
  /** How long each is shown, in s. */
  interval: z.number().min(0.5).max(3600).default(5),
  transition: z.enum(["fade", "cut"]).default("fade"),
  /** How long a fade takes, in ms. */
  fade: z.int().min(50).max(5000).default(700),
  order: z.enum(["loop", "once", "random"]).default("loop"),
});
export type SlideshowSettings = z.infer<typeof SlideshowSettings>;
