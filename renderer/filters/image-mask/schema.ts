import { z } from "zod";

export const ImageMaskSettings = z.object({
  /** Absolute path of an image; "" while none is chosen. */
  file: z.string().default(""),
  /** What of the image says how much is seen. */
  channel: z.enum(["alpha", "luma"]).default("alpha"),
  inverted: z.boolean().default(false),
  /** To the source's shape; else it stands in the middle, as large as fits, and nothing is seen around it. */
  stretched: z.boolean().default(true),
});
export type ImageMaskSettings = z.infer<typeof ImageMaskSettings>;
