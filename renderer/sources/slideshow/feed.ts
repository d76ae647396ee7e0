import { problemOf } from "../../../electron/contract/problem";
import { call } from "../../store/bridge";
import type { Feed, FeedLink } from "../kind";
import { fileName } from "../watched-file";
import type { SlideshowFed, SlideshowSaid } from "./messages";
import type { SlideshowSettings } from "./schema";

/** Reads the slides one by one, as the picture asks for them. */
export function slideshowFeed({ files }: SlideshowSettings, link: FeedLink): Feed {
  let closed = false;
  link.tell({ phase: "starting", problem: null });

  const read = async (index: number): Promise<void> => {
    const path = files[index] ?? "";
    const answer = await call("file.read", path).catch((thrown: unknown) => ({ problem: problemOf(thrown) }));
    if (closed) return;
    if ("problem" in answer) link.post({ index, problem: answer.problem } satisfies SlideshowFed);
    else link.post({ index, name: fileName(path), bytes: answer.bytes } satisfies SlideshowFed, [answer.bytes.buffer]);
  };

  link.post("begin" satisfies SlideshowFed);
  return {
    heard(message) {
      const said = message as SlideshowSaid;
      if ("want" in said) void read(said.want);
      else link.tell({ phase: said.problem === null ? "showing" : "failed", problem: said.problem });
    },
    close() {
      closed = true;
    },
  };
}
