import type { Problem } from "../../../electron/contract/problem";

/** From the picture to the feed: the next slide that is needed, or whether there is anything to show. */
export type SlideshowSaid = { readonly want: number } | { readonly problem: Problem | null };

/** From the feed to the picture: it listens; a slide's file, or why it cannot be had. */
export type SlideshowFed =
  | "begin"
  | { readonly index: number; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly index: number; readonly problem: Problem };
