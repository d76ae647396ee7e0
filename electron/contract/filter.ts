import { z } from "zod";

/**
 * What a source or filter kind remembers. Each kind validates its own (renderer/sources, renderer/filters); a kind this
 * version does not know is kept as it is.
 */
export const KindSettings = z.record(z.string(), z.json());
export type KindSettings = z.infer<typeof KindSettings>;

/** A video filter of a source, or an audio filter of a channel: an entry of a chain that is passed in order. */
export const Filter = z.object({
  id: z.string().min(1),
  kind: z.string().min(1),
  name: z.string(),
  enabled: z.boolean(),
  settings: KindSettings,
});
export type Filter = z.infer<typeof Filter>;
