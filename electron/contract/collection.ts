import { z } from "zod";
import { Channel, MAX_CHANNELS } from "./channel";
import { Filter, KindSettings } from "./filter";
import { Scene, Transition } from "./scene";

/** Something that can be seen: one camera, text, page…; it may stand in any number of scenes. */
export const Source = z.object({
  id: z.string().min(1),
  name: z.string(),
  kind: z.string().min(1),
  settings: KindSettings,
  filters: z.array(Filter),
});
export type Source = z.infer<typeof Source>;

/** Names are file names on every system: no separators, nothing hidden, none of Windows' devices, short in any script. */
export const CollectionName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^/\\:*?"<>|\p{Cc}.][^/\\:*?"<>|\p{Cc}]*$/iu);
export type CollectionName = z.infer<typeof CollectionName>;

/** A scene collection, as stored on disk (readable JSON). */
export const Collection = z.object({
  version: z.literal(1),
  name: CollectionName,
  /** The size in px that all positions are meant for; the program shows it scaled to its own format. */
  canvas: z.object({ width: z.int().min(64).max(3840), height: z.int().min(64).max(2160) }),
  /** In the order people gave them; never empty. */
  scenes: z.array(Scene).min(1),
  sources: z.array(Source),
  channels: z.array(Channel).max(MAX_CHANNELS),
  transition: Transition,
  /** The scene that is on the program. */
  program: z.string(),
});
export type Collection = z.infer<typeof Collection>;

/** The collection this run works with. */
export const OpenCollection = z.object({
  collection: Collection,
  /** Whether it is one of those on disk; what the command line put together is not, and never becomes one by itself. */
  saved: z.boolean(),
  /** All that are on disk, in the order of their names. */
  names: z.array(CollectionName),
});
export type OpenCollection = z.infer<typeof OpenCollection>;
