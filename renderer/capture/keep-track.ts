import { type Problem, problemOf } from "../../electron/contract/problem";
import { firstOpening, keep, type Keeping, type KeepingEvent, RETRY_INTERVAL } from "./keeping";

export interface TrackOrder {
  /** Opens the track; rejects with a ProblemError. */
  readonly open: () => Promise<MediaStreamTrack>;
  /** What is wrong when the track ended or fell silent. */
  readonly gone: Problem;
  /** Asked again and again while the track is open: whether what it captures is there. Some tracks do not end when it goes. */
  readonly there?: () => Promise<boolean>;
  /** Whether a muted track is a lost device; a still screen is muted too, and all is well. */
  readonly muteIsLoss: boolean;
  /** The track to use from now on; it is stopped by the keeper. */
  readonly onTrack: (track: MediaStreamTrack) => void;
  readonly onKeeping: (state: Keeping) => void;
}

export interface KeptTrack {
  /** Someone saw the track end before its own event came. */
  ended(): void;
  /** Stops the track; no callback comes any more. */
  close(): void;
}

/** Opens a track and opens it again by itself whenever it was lost. */
export function keepTrack(order: TrackOrder): KeptTrack {
  let state = firstOpening;
  let track: MediaStreamTrack | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const dispatch = (event: KeepingEvent): void => {
    const before = state;
    state = keep(before, event);
    if (state === before || closed) return;
    clearTimeout(timer);
    if (state.phase === "open") watch();
    if (state.phase === "waiting") {
      release();
      timer = setTimeout(() => dispatch({ type: "due" }), RETRY_INTERVAL);
    }
    order.onKeeping(state);
    if (state.phase === "opening") void open();
  };

  const watch = (): void => {
    const { there } = order;
    if (there === undefined) return;
    const watched = state;
    timer = setTimeout(() => {
      // Where that cannot be told, it is there.
      const told = there().catch(() => true);
      void told.then((isThere) => {
        if (state !== watched || closed) return;
        if (isThere) watch();
        else ended();
      });
    }, RETRY_INTERVAL);
  };

  const ended = (): void => dispatch({ type: "ended", problem: order.gone });
  const muted = (): void => dispatch({ type: "muted", problem: order.gone });
  const unmuted = (): void => dispatch({ type: "unmuted" });
  const changed = (): void => dispatch({ type: "devicesChanged" });

  const release = (): void => {
    track?.removeEventListener("ended", ended);
    track?.removeEventListener("mute", muted);
    track?.removeEventListener("unmute", unmuted);
    track?.stop();
    track = null;
  };

  const open = async (): Promise<void> => {
    let opened: MediaStreamTrack;
    try {
      opened = await order.open();
    } catch (error) {
      dispatch({ type: "failed", problem: problemOf(error) });
      return;
    }
    if (closed) {
      opened.stop();
      return;
    }
    track = opened;
    track.addEventListener("ended", ended);
    if (order.muteIsLoss) {
      track.addEventListener("mute", muted);
      track.addEventListener("unmute", unmuted);
    }
    order.onTrack(track);
    dispatch({ type: "opened" });
    if (opened.readyState === "ended") ended();
  };

  navigator.mediaDevices.addEventListener("devicechange", changed);
  order.onKeeping(state);
  void open();

  return {
    ended,
    close() {
      closed = true;
      clearTimeout(timer);
      navigator.mediaDevices.removeEventListener("devicechange", changed);
      release();
    },
  };
}
