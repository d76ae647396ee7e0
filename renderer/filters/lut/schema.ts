import { z } from "zod";

export const LutSettings = z.object({
  /** Absolute path of a .cube file; "" while none is chosen. */
  file: z.string().default(""),
  /** How much of it is applied. */
  amount: z.number().min(0).max(1).default(1),
});
export type LutSettings = z.infer<typeof LutSettings>;
