import type { VideoFormat } from "../../electron/contract/video";

/**
 * Window → stage worker. `turn` numbers the openings of a track, so that what is late from an earlier one is known
 * as such.
 */
export type StageOrder =
  | { readonly type: "format"; readonly format: VideoFormat }
  | { readonly type: "engine"; readonly port: MessagePort }
  | { readonly type: "test" }
  /** A track is being opened: what is on the stage stays until its first frame, or until "lost". */
  | { readonly type: "expect"; readonly turn: number }
  | { readonly type: "frames"; readonly turn: number; readonly frames: ReadableStream<VideoFrame> | MediaStreamTrack }
  /** The source is gone, or is there again. */
  | { readonly type: "lost"; readonly lost: boolean }
  /** Where the small picture for the window goes, and whether anyone looks. */
  | { readonly type: "preview"; readonly frames: WritableStream<VideoFrame> }
  | { readonly type: "watched"; readonly watched: boolean }
  | { readonly type: "close" };

/** Stage worker → window. */
export type StageReport =
  /** What the source gives: once with its first frame, then whenever it changed, at most once a second. */
  | { readonly type: "source"; readonly turn: number; readonly width: number; readonly height: number; readonly fps: number }
  /** The track's last frame was read. */
  | { readonly type: "ended"; readonly turn: number }
  /** The frames cannot be shown. */
  | { readonly type: "unreadable"; readonly turn: number; readonly detail: string };
