import { z } from "zod";

export const MediaSettings = z.object({
  from: z.enum(["file", "address"]).default("file"),
  /** Absolute path; "" while none is chosen. */
  file: z.string().default(""),
  /** An address that ffmpeg reads. */
  address: z.string().max(4000).default(""),
  loop: z.boolean().default(false),
  /** After its end: gone, or its last frame. */
  hideWhenEnded: z.boolean().default(true),
  /** Stands at its beginning while it is not in the program, and plays from there whenever it comes on. */
  restartWhenShown: z.boolean().default(true),
});
export type MediaSettings = z.infer<typeof MediaSettings>;
