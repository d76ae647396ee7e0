import { z } from "zod";

/** Ranges and meanings as in OBS's colour correction; 0 changes nothing. */
export const ColourCorrectionSettings = z.object({
  gamma: z.number().min(-3).max(3).default(0),
  contrast: z.number().min(-4).max(4).default(0),
  brightness: z.number().min(-1).max(1).default(0),
  saturation: z.number().min(-1).max(5).default(0),
  /** Degrees. */
  hue: z.number().min(-180).max(180).default(0),
  opacity: z.number().min(0).max(1).default(1),
});
export type ColourCorrectionSettings = z.infer<typeof ColourCorrectionSettings>;
