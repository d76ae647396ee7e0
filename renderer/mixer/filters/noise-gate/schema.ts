import { z } from "zod";

const threshold = z.number().min(-96).max(0);

export const NoiseGateSettings = z.object({
  /** Level in dBFS at which it opens, and the lower one below which it closes; the lower of the two closes. */
  open: threshold.default(-26),
  close: threshold.default(-32),
  /** Ms: from shut to open, open at least, from open to shut. */
  attack: z.number().min(1).max(1000).default(25),
  hold: z.number().min(0).max(3000).default(200),
  release: z.number().min(1).max(3000).default(150),
});
export type NoiseGateSettings = z.infer<typeof NoiseGateSettings>;
