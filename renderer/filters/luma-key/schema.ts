import { z } from "zod";

/** In parts of the way from black to white, as in OBS. */
export const LumaKeySettings = z.object({
  /** Darker is transparent… */
  low: z.number().min(0).max(1).default(0.1),
  /** … over so much above it half so. */
  lowSmooth: z.number().min(0).max(1).default(0.05),
  /** Brighter is transparent… */
  high: z.number().min(0).max(1).default(1),
  /** … over so much below it half so. */
  highSmooth: z.number().min(0).max(1).default(0),
});
export type LumaKeySettings = z.infer<typeof LumaKeySettings>;
