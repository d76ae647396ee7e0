import { z } from "zod";

/**
 * Feeds of sources that are made outside the window's page. The page posts `{ tag: FEED_TAG, order }` to its own window with
 * the ports the order names; preload validates it and hands it to main, and main to who makes the feed. Closing the first
 * port ends it.
 */
export const FEED_TAG = "tallylight:feed";

/** A web page drawn off screen by main. Ports: [frames] (to the stage worker). */
const WebPageOrder = z.object({
  to: z.literal("web-page"),
  /** http(s) or file address. */
  url: z.string(),
  width: z.int().min(16).max(3840),
  height: z.int().min(16).max(2160),
  fps: z.int().min(1).max(60),
  css: z.string(),
});

/** A file decoded by the engine. Ports: [control (to the window), picture (to the stage worker), sound (to the mixer)]. */
const MediaOrder = z.object({
  to: z.literal("media"),
  /** Absolute path, or an address that ffmpeg reads. */
  file: z.string(),
  loop: z.boolean(),
  /** No larger than this is needed, in px; the shape is kept. */
  width: z.int().min(16).max(3840),
  height: z.int().min(16).max(2160),
  fps: z.int().min(1).max(60),
});

export const FeedOrder = z.discriminatedUnion("to", [WebPageOrder, MediaOrder]);
export type FeedOrder = z.infer<typeof FeedOrder>;
