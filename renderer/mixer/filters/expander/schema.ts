import { z } from "zod";

export const ExpanderSettings = z.object({
  /** dBFS: a sound that lies d dB below it comes out ratio·d dB below it. */
  threshold: z.number().min(-96).max(0).default(-40),
  ratio: z.number().min(1).max(20).default(2),
  /** Time constants in ms: growing louder, growing softer. */
  attack: z.number().min(1).max(500).default(10),
  release: z.number().min(1).max(2000).default(50),
  /** dB. */
  outputGain: z.number().min(-32).max(32).default(0),
});
export type ExpanderSettings = z.infer<typeof ExpanderSettings>;
