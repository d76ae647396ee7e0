/** From the feed of a track to its picture. `turn` numbers the openings of the track. */
export type TrackNews =
  /** A track was opened: what is shown stays until its first frame. */
  | {
      readonly type: "track";
      readonly turn: number;
      readonly frames: ReadableStream<VideoFrame> | MediaStreamTrack;
    }
  /** The device is gone, or is there again. */
  | { readonly type: "lost"; readonly lost: boolean };

/** From the picture to the feed. */
export type TrackWord =
  /** Frames of it are shown, for the first time or again. */
  | { readonly type: "showing"; readonly turn: number }
  /** The track's last frame was read. */
  | { readonly type: "ended"; readonly turn: number }
  /** The frames cannot be shown. */
  | { readonly type: "unreadable"; readonly turn: number; readonly detail: string };
