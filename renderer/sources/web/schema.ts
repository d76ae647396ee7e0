import { z } from "zod";

/** See-through, without the page's own margin and scroll bars. */
const PLAIN = "body { background-color: rgba(0, 0, 0, 0); margin: 0px auto; overflow: hidden; }";

export const WebSettings = z.object({
  from: z.enum(["address", "file"]).default("address"),
  address: z.string().max(4000).default(""),
  /** Absolute path of a page on this computer; "" while none is chosen. */
  file: z.string().default(""),
  /** Of the page's window, in px. */
  width: z.int().min(16).max(3840).default(1280),
  height: z.int().min(16).max(2160).default(720),
  fps: z.int().min(1).max(60).default(30),
  css: z.string().max(50_000).default(PLAIN),
  /** Whether its sound is played on this computer. */
  audible: z.boolean().default(true),
});
export type WebSettings = z.infer<typeof WebSettings>;
