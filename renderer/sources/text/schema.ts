import { z } from "zod";

const Colour = z.string().regex(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i);

/** Sizes in px. Colours #rrggbb, or #rrggbbaa. */
export const TextSettings = z.object({
  from: z.enum(["typed", "file"]).default("typed"),
  text: z.string().max(20_000).default("Text"),
  /** Absolute path of a text file; "" while none is chosen. */
  file: z.string().default(""),
  /** A family; what it lacks comes from the bundled fonts and the system's. */
  font: z.string().max(200).default("Inter"),
  size: z.number().min(6).max(500).default(72),
  bold: z.boolean().default(false),
  italic: z.boolean().default(false),
  colour: Colour.default("#ffffff"),
  /** How far it reaches beyond the letters. */
  outline: z.number().min(0).max(50).default(0),
  outlineColour: Colour.default("#000000"),
  align: z.enum(["left", "centre", "right"]).default("left"),
  /** Whether lines are broken where they would be wider than `width`; the picture is as wide as that then. */
  wrap: z.boolean().default(false),
  width: z.number().min(16).max(4096).default(640),
  background: z.boolean().default(false),
  backgroundColour: Colour.default("#000000b3"),
  /** Of the background around the letters. */
  padding: z.number().min(0).max(200).default(16),
});
export type TextSettings = z.infer<typeof TextSettings>;
