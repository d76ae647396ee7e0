import { z } from "zod";
import { Channel } from "./channel";
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

/** Names are file names: no separators, nothing hidden. */
export const CollectionName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^/\\:*?"<>|\p{Cc}.][^/\\:*?"<>|\p{Cc}]*$/u);
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
  channels: z.array(Channel).max(16),
  transition: Transition,
  /** The scene that is on the program. */
  program: z.string(),
});
export type Collection = z.infer<typeof Collection>;
