/**
 * mediacapture-transform as Chromium has it, which the DOM types lack: in the window up to now, in workers by the
 * standard (https://w3c.github.io/mediacapture-transform/).
 */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}

interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

interface InsertableStreams {
  readonly MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack; maxBufferSize?: number }) => TrackProcessor;
  readonly MediaStreamTrackGenerator?: new (init: { kind: "video" }) => TrackGenerator;
}

const here = globalThis as InsertableStreams;

/** The track's frames, or null where only workers may read them: then the track itself is to be transferred. */
export function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> | null {
  if (here.MediaStreamTrackProcessor === undefined) return null;
  // One frame waiting: whoever is late gets the newest.
  return new here.MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable;
}

/** A video track that shows the frames written to its `writable`; null where Chromium has none. */
export function generateTrack(): TrackGenerator | null {
  if (here.MediaStreamTrackGenerator === undefined) return null;
  return new here.MediaStreamTrackGenerator({ kind: "video" });
}
