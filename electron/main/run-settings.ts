import type { Settings } from "../contract/settings";
import type { Overrides } from "./launch-options";

/** The settings this run works with: the saved ones, with what the command line set for this run laid over them. */
export function overlaid(saved: Settings, overrides: Overrides): Settings {
  const { size, fps, videoBitrate, encoder, minimizeToTray, replaySeconds } = overrides;
  return {
    ...saved,
    video: { ...saved.video, ...size, ...(fps !== undefined && { fps }) },
    encoder: {
      ...saved.encoder,
      ...(videoBitrate !== undefined && { videoBitrate }),
      ...(encoder !== undefined && { encoder }),
    },
    replay: replaySeconds === undefined ? saved.replay : { on: true, seconds: replaySeconds },
    minimizeToTray: minimizeToTray ?? saved.minimizeToTray,
  };
}

/**
 * What to save when `next` is to hold from now on. A field that still has its overridden value keeps the saved one; a
 * field the person changed is saved, and its override is over.
 */
export function taken(next: Settings, saved: Settings, overrides: Overrides): { saved: Settings; overrides: Overrides } {
  const now = overlaid(saved, overrides);
  const kept: Overrides = { ...overrides };
  const sizeKept = next.video.width === now.video.width && next.video.height === now.video.height;
  if (!sizeKept) delete kept.size;
  if (next.video.fps !== now.video.fps) delete kept.fps;
  if (next.encoder.videoBitrate !== now.encoder.videoBitrate) delete kept.videoBitrate;
  if (next.encoder.encoder !== now.encoder.encoder) delete kept.encoder;
  if (next.replay.on !== now.replay.on || next.replay.seconds !== now.replay.seconds) delete kept.replaySeconds;
  if (next.minimizeToTray !== now.minimizeToTray) delete kept.minimizeToTray;
  return {
    saved: {
      ...next,
      video: {
        ...next.video,
        ...(kept.size && { width: saved.video.width, height: saved.video.height }),
        ...(kept.fps !== undefined && { fps: saved.video.fps }),
      },
      encoder: {
        ...next.encoder,
        ...(kept.videoBitrate !== undefined && { videoBitrate: saved.encoder.videoBitrate }),
        ...(kept.encoder !== undefined && { encoder: saved.encoder.encoder }),
      },
      ...(kept.replaySeconds !== undefined && { replay: saved.replay }),
      ...(kept.minimizeToTray && { minimizeToTray: saved.minimizeToTray }),
    },
    overrides: kept,
  };
}
