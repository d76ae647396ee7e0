import { useEffect, useRef, useState, type RefObject } from "react";
import { Player } from "./player";
import type { PlayerPhase } from "./progress";
import { useSeen } from "./use-seen";
import { NO_NUMBERS, type ViewerNumbers } from "./viewer-numbers";

export interface Viewer {
  /** For the video element that is to play. */
  readonly video: RefObject<HTMLVideoElement | null>;
  /** empty: there is nothing to play. */
  readonly phase: PlayerPhase | "empty";
  readonly numbers: ViewerNumbers;
}

/** Plays `url` for as long as the video element can be seen: loading and decoding what nobody sees would cost. */
export function useViewer(url: string | null): Viewer {
  const video = useRef<HTMLVideoElement>(null);
  const seen = useSeen(video);
  const [phase, setPhase] = useState<PlayerPhase>("joining");
  const [numbers, setNumbers] = useState(NO_NUMBERS);

  useEffect(() => {
    if (url === null || !seen || video.current === null) return;
    let looks = 0;
    const player = new Player(video.current, url, (phase, numbers) => {
      setPhase(phase);
      looks += 1;
      if (looks % 2 === 0) setNumbers(numbers);
    });
    return () => {
      player.close();
      setPhase("joining");
      setNumbers(NO_NUMBERS);
    };
  }, [url, seen]);

  return { video, phase: url === null ? "empty" : phase, numbers };
}
