import { z } from "zod";

/** In parts of the way from black to white, as in OBS. */
export const LumaKeySettings = z.object({
  /** What is darker is transparent. */
  low: z.number().min(0).max(1).default(0.1),
  /** How far above it opaque begins. */
  lowSmooth: z.number().min(0).max(1).default(0.05),
  /** What is brighter is transparent. */
  high: z.number().min(0).max(1).default(1),
  /** How far below it opaque ends. */
  highSmooth: z.number().min(0).max(1).default(0),
});
export type LumaKeySettings = z.infer<typeof LumaKeySettings>;
