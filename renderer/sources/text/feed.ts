import type { Feed, FeedLink } from "../kind";
import { phaseOf, watchFile } from "../watched-file";
import type { TextSettings } from "./schema";

/** More of a file than this, in bytes, is never seen. */
const MOST = 20_000;

/** Reads the text's file, again whenever it changes. */
export function textFeed({ from, file }: TextSettings, link: FeedLink): Feed {
  link.tell({ phase: from === "typed" ? "showing" : "starting", problem: null });
  if (from === "typed" || file === "") return { close: () => undefined };
  const close = watchFile(file, {
    read(bytes) {
      link.post(decodeText(bytes.subarray(0, MOST)));
      link.tell({ phase: "showing", problem: null });
    },
    failed: (problem) => link.tell({ phase: phaseOf(problem), problem }),
  });
  return { close };
}

/** UTF-8, or UTF-16 where its mark says so. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}
