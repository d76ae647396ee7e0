import { z } from "zod";

export const ColourSettings = z.object({
  /** #rrggbb, or #rrggbbaa. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i)
    .default("#2f5d8a"),
});
export type ColourSettings = z.infer<typeof ColourSettings>;
