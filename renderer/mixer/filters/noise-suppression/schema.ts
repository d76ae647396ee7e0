import { z } from "zod";

export const NoiseSuppressionSettings = z.object({
  /** % of the noise that is taken out of what can be. */
  amount: z.number().min(0).max(100).default(100),
});
export type NoiseSuppressionSettings = z.infer<typeof NoiseSuppressionSettings>;
