import { keepTrack } from "../../capture/keep-track";
import { keepingPhase } from "../../capture/keeping";
import { goneProblem } from "../../capture/media-problem";
import { screenIsThere } from "../../capture/targets";
import { openVideoTrack, type TrackSource } from "../../capture/video-track";
import { framesOf } from "../../stage/insertable-streams";
import type { Feed, FeedLink } from "../kind";
import type { TrackNews, TrackWord } from "./messages";

/** Keeps a camera, screen or window open, and gives its frames to its picture. */
export function trackFeed(source: TrackSource, link: FeedLink): Feed {
  const { format } = link;
  let turn = 0;
  /** The screen or window that is captured. */
  let target: string | null = null;
  const post = (news: TrackNews, transfer: Transferable[] = []): void => link.post(news, transfer);

  const kept = keepTrack({
    open: async () => {
      const { track, targetId } = await openVideoTrack(source, format, target);
      target = targetId;
      return track;
    },
    ...(source.kind === "screen" ? { there: () => screenIsThere(target) } : {}),
    gone: goneProblem(source.kind, source.label),
    muteIsLoss: source.kind === "camera",
    onTrack(track) {
      turn++;
      // Types do not know that Chromium transfers tracks to workers.
      const frames = framesOf(track) ?? track;
      post({ type: "track", turn, frames }, [frames as Transferable]);
    },
    onKeeping(keeping) {
      const phase = keepingPhase(keeping);
      if (phase === "open") {
        // "showing" is said with the first frame.
        post({ type: "lost", lost: false });
        return;
      }
      if (phase !== "starting") post({ type: "lost", lost: true });
      link.tell({ phase, problem: keeping.problem });
    },
  });

  return {
    heard(message) {
      const word = message as TrackWord;
      if (word.turn !== turn) return;
      switch (word.type) {
        case "showing":
          link.tell({ phase: "showing", problem: null });
          return;
        case "ended":
          kept.ended();
          return;
        case "unreadable":
          kept.close();
          link.tell({ phase: "failed", problem: { code: "internal", detail: word.detail } });
      }
    },
    close: () => kept.close(),
  };
}
