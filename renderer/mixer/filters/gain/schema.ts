import { z } from "zod";

export const GainSettings = z.object({
  /** dB. */
  gain: z.number().min(-30).max(30).default(0),
});
export type GainSettings = z.infer<typeof GainSettings>;
