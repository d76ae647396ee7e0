import { type BrowserWindow, desktopCapturer } from "electron";
import type { CaptureTarget } from "../contract/source";

/** Large enough for a card in the picker on a dense screen. */
const thumbnailSize = { width: 320, height: 180 };

/** The screens and windows that can be captured, our own window left out. */
export async function captureTargets(own: BrowserWindow): Promise<CaptureTarget[]> {
  const sources = await desktopCapturer.getSources({ types: ["screen", "window"], thumbnailSize, fetchWindowIcons: false });
  const ownId = own.isDestroyed() ? null : own.getMediaSourceId();
  return sources
    .filter(({ id }) => id !== ownId)
    .map((source) => ({
      kind: source.id.startsWith("screen:") ? "screen" : "window",
      sourceId: source.id,
      label: source.name,
      thumbnail: source.thumbnail.isEmpty() ? "" : source.thumbnail.toDataURL(),
    }));
}
