import type { Problem } from "../../electron/contract/problem";
import type { VideoSource } from "../../electron/contract/source";
import type { VideoFormat } from "../../electron/contract/video";
import { gone } from "../capture/media-problem";
import { type KeptTrack, keepTrack } from "../capture/keep-track";
import { type Keeping, keepingPhase } from "../capture/keeping";
import { openVideoTrack, type TrackSource } from "../capture/video-track";
import { framesOf, generateTrack } from "./insertable-streams";
import type { StageOrder, StageReport } from "./messages";

/**
 * How the picture's source is. starting: being opened for the first time. showing: its frames are on the stage.
 * lost: a placeholder is shown and the source is tried again by itself. failed: only a person can help.
 */
export interface PictureState {
  readonly phase: "starting" | "showing" | "lost" | "failed";
  readonly problem: Problem | null;
  /** Size in pixels and measured rate of what the source gives; 0 while unknown. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** The stage: holds the source, makes the program picture in its worker, hands it to the engine on pull. */
export interface Stage {
  /** The program's format: the source is asked for no more than this, the preview has this shape. */
  setFormat(format: VideoFormat): void;
  setPicture(source: VideoSource): void;
  /** Gives the port on which the engine pulls (contract/stage.ts) to the worker; a second port replaces the first. */
  connectEngine(port: MessagePort): void;
  /**
   * Shows the stage, small and at up to 30 fps, in a video element (its srcObject is set, and it is played). Costs
   * nothing while the page is hidden or no element is attached. Returns the function that detaches it.
   */
  attachPreview(element: HTMLVideoElement): () => void;
  /** Tells the state now and at every change. Returns the function that ends the listening. */
  onState(listener: (state: PictureState) => void): () => void;
  /** Stops source and worker; the stage cannot be used any more. */
  close(): void;
}

const starting: PictureState = { phase: "starting", problem: null, width: 0, height: 0, fps: 0 };

/** Starts the stage with the test pattern as its picture, 1280x720 at 30 until told otherwise. */
export function createStage(): Stage {
  const worker = new Worker(new URL("./stage-worker.ts", import.meta.url), { type: "module", name: "stage" });
  const send = (order: StageOrder, transfer: Transferable[] = []): void => worker.postMessage(order, transfer);

  let format: VideoFormat = { width: 1280, height: 720, fps: 30 };
  let picture: VideoSource = { kind: "test" };
  let kept: KeptTrack | null = null;
  let turn = 0;
  let state = starting;
  const listeners = new Set<(state: PictureState) => void>();

  const tell = (next: PictureState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };

  const showTrack = (track: MediaStreamTrack): void => {
    turn++;
    send({ type: "expect", turn });
    // Types do not know that Chromium transfers tracks to workers.
    const frames = framesOf(track) ?? track;
    send({ type: "frames", turn, frames }, [frames as Transferable]);
  };

  const followKeeping = (keeping: Keeping): void => {
    const phase = keepingPhase(keeping);
    if (phase === "lost" || phase === "failed") {
      send({ type: "lost", lost: true });
      tell({ ...starting, phase, problem: keeping.problem });
    } else if (phase === "starting") {
      tell(starting);
    } else {
      // "showing" is said with the first frame.
      send({ type: "lost", lost: false });
    }
  };

  const open = (source: TrackSource): void => {
    kept = keepTrack({
      open: () => openVideoTrack(source, format),
      gone: { code: gone[source.kind], subject: source.label },
      muteIsLoss: source.kind === "camera",
      onTrack: showTrack,
      onKeeping: followKeeping,
    });
  };

  const show = (source: VideoSource): void => {
    turn++;
    send({ type: "expect", turn });
    kept?.close();
    kept = null;
    if (source.kind === "test") {
      send({ type: "test" });
      tell({ phase: "showing", problem: null, ...format });
    } else {
      open(source);
    }
  };

  worker.addEventListener("message", ({ data }: MessageEvent<StageReport>) => {
    if (data.turn !== turn) return;
    if (data.type === "source") {
      const { width, height, fps } = data;
      tell({ phase: "showing", problem: null, width, height, fps });
    } else if (data.type === "ended") {
      kept?.ended();
    } else {
      kept?.close();
      tell({ ...starting, phase: "failed", problem: { code: "internal", detail: data.detail } });
    }
  });
  worker.addEventListener("error", (event) => {
    tell({ ...starting, phase: "failed", problem: { code: "internal", detail: event.message } });
  });

  const watchers = new Set<HTMLVideoElement>();
  const preview = generateTrack();
  if (preview !== null) send({ type: "preview", frames: preview.writable }, [preview.writable]);
  const watch = (): void =>
    send({ type: "watched", watched: watchers.size > 0 && document.visibilityState === "visible" });
  document.addEventListener("visibilitychange", watch);

  send({ type: "format", format });
  show(picture);

  return {
    setFormat(next) {
      const same = next.width === format.width && next.height === format.height && next.fps === format.fps;
      if (same) return;
      format = next;
      send({ type: "format", format });
      show(picture);
    },
    setPicture(source) {
      picture = source;
      show(picture);
    },
    connectEngine(port) {
      send({ type: "engine", port }, [port]);
    },
    attachPreview(element) {
      if (preview === null) return () => undefined;
      element.muted = true;
      element.srcObject = new MediaStream([preview]);
      // A play() cut short by detaching is no error.
      element.play().catch(() => undefined);
      watchers.add(element);
      watch();
      return () => {
        element.srcObject = null;
        watchers.delete(element);
        watch();
      };
    },
    onState(listener) {
      listeners.add(listener);
      listener(state);
      return () => void listeners.delete(listener);
    },
    close() {
      document.removeEventListener("visibilitychange", watch);
      listeners.clear();
      kept?.close();
      preview?.stop();
      send({ type: "close" });
    },
  };
}
