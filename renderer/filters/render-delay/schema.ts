import { z } from "zod";

export const RenderDelaySettings = z.object({
  /** Ms. */
  delay: z.int().min(0).max(500).default(0),
});
export type RenderDelaySettings = z.infer<typeof RenderDelaySettings>;
