import { z } from "zod";
import { Problem } from "./problem";

const Pixels = z.int().min(0).max(3840);

/** What a web page's frames port carries from main to the stage worker. */
export const WebPageReport = z.discriminatedUnion("type", [
  /**
   * A part of the page, whose size is `width` by `height`, was painted: `pixels` are BGRA, premultiplied, full range, rows of
   * `columns` without padding. Answered by "painted"; at most PAINTS_IN_FLIGHT go unanswered.
   */
  z.object({
    type: z.literal("paint"),
    width: Pixels,
    height: Pixels,
    x: Pixels,
    y: Pixels,
    columns: Pixels,
    rows: Pixels,
    pixels: z.instanceof(Uint8Array<ArrayBuffer>),
  }),
  z.object({ type: z.literal("state"), phase: z.enum(["starting", "showing", "lost", "failed"]), problem: Problem.nullable() }),
]);
export type WebPageReport = z.infer<typeof WebPageReport>;

/** What comes back: a paint was taken in, or the page is to be loaded anew, past its cache. */
export const WebPageReply = z.enum(["painted", "refresh"]);
export type WebPageReply = z.infer<typeof WebPageReply>;

export const PAINTS_IN_FLIGHT = 2;
