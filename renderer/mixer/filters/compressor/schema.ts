import { z } from "zod";

export const CompressorSettings = z.object({
  /** dBFS: a sound that lies d dB above it comes out d/ratio dB above it. */
  threshold: z.number().min(-60).max(0).default(-18),
  ratio: z.number().min(1).max(32).default(4),
  /** Time constants in ms: growing softer, growing louder again. */
  attack: z.number().min(1).max(500).default(6),
  release: z.number().min(1).max(2000).default(60),
  /** dB. */
  outputGain: z.number().min(-32).max(32).default(0),
  /** Id of the channel whose level counts (music falls under the voice), "" for its own. */
  sideChain: z.string().default(""),
});
export type CompressorSettings = z.infer<typeof CompressorSettings>;
