import { z } from "zod";

/**
 * Feeds of sources that are made outside the window's page. The page posts `{ tag: FEED_TAG, order }` to its own window with
 * the ports the order names; preload validates it and hands it to main, and main to who makes the feed. Closing the first
 * port ends it.
 */
export const FEED_TAG = "tallylight:feed";
/** Electron channel name under which orders and their ports travel from preload to main. */
export const FEED_CHANNEL = "tallylight:feed";

/** A web page drawn off screen by main. Ports: [frames] (to the stage worker). */
const WebPageOrder = z.object({
  to: z.literal("web-page"),
  /** An http(s) address, or the absolute path of a file. */
  page: z.string(),
  width: z.int().min(16).max(3840),
  height: z.int().min(16).max(2160),
  fps: z.int().min(1).max(60),
  css: z.string(),
  /** Whether its sound is played on this computer. */
  audible: z.boolean(),
});

/**
 * A file decoded by the engine. Ports: [control (to the window), picture (to the stage worker), sound (to the mixer)];
 * what they carry is in contract/media.ts.
 */
export const MediaOrder = z.object({
  to: z.literal("media"),
  /** Absolute path, or an address that ffmpeg reads. */
  file: z.string(),
  loop: z.boolean(),
  /** Stands on its first frame until it is told to play. */
  paused: z.boolean(),
  /** No larger than this is needed, in px; the shape is kept. */
  width: z.int().min(16).max(3840),
  height: z.int().min(16).max(2160),
  fps: z.int().min(1).max(60),
});
export type MediaOrder = z.infer<typeof MediaOrder>;

export const FeedOrder = z.discriminatedUnion("to", [WebPageOrder, MediaOrder]);
export type FeedOrder = z.infer<typeof FeedOrder>;

/** How many ports come with an order. */
export const feedPorts: Record<FeedOrder["to"], number> = { "web-page": 1, media: 3 };

/** What the page posts to its own window. */
export const FeedMessage = z.object({ tag: z.literal(FEED_TAG), order: FeedOrder });
export type FeedMessage = z.infer<typeof FeedMessage>;
