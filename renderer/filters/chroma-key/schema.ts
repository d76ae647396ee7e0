import { z } from "zod";

/** The three figures mean what they mean in OBS, in thousandths. */
export const ChromaKeySettings = z.object({
  key: z.enum(["green", "blue", "magenta", "custom"]).default("green"),
  /** For "custom": only its hue counts. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default("#00ff00"),
  /** What is this near to the key colour, in chroma, is transparent. */
  similarity: z.int().min(1).max(1000).default(360),
  /** Over how much more it becomes opaque. */
  smoothness: z.int().min(1).max(1000).default(200),
  /** How much of the screen's light is taken out of what is opaque. */
  spill: z.int().min(0).max(1000).default(1000),
});
export type ChromaKeySettings = z.infer<typeof ChromaKeySettings>;
