import { z } from "zod";

export const LimiterSettings = z.object({
  /** dBFS that no sample is above. */
  threshold: z.number().min(-60).max(0).default(-6),
  /** Time constant in ms in which it lets go. */
  release: z.number().min(1).max(1000).default(60),
});
export type LimiterSettings = z.infer<typeof LimiterSettings>;
