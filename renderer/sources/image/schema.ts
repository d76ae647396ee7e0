import { z } from "zod";

export const ImageSettings = z.object({
  /** Absolute path; "" while none is chosen. */
  file: z.string().default(""),
});
export type ImageSettings = z.infer<typeof ImageSettings>;
