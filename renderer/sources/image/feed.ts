import type { Feed, FeedLink } from "../kind";
import { fileName, phaseOf, watchFile } from "../watched-file";
import type { ImageFile, ImageSaid } from "./messages";
import type { ImageSettings } from "./schema";

/** Reads the file for the picture, again whenever it changes. */
export function imageFeed({ file }: ImageSettings, link: FeedLink): Feed {
  link.tell({ phase: "starting", problem: null });
  if (file === "") return { close: () => undefined };
  const close = watchFile(file, {
    read: (bytes) => link.post({ name: fileName(file), bytes } satisfies ImageFile, [bytes.buffer]),
    failed: (problem) => link.tell({ phase: phaseOf(problem), problem }),
  });
  return {
    heard(message) {
      const { problem } = message as ImageSaid;
      link.tell({ phase: problem === null ? "showing" : "failed", problem });
    },
    close,
  };
}
