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

/** The ids of the screens there are now. Null on Wayland, where the portal would ask the person each time. */
export async function captureScreens(): Promise<string[] | null> {
  if (process.env["XDG_SESSION_TYPE"] === "wayland" || process.env["WAYLAND_DISPLAY"]) return null;
  const screens = await desktopCapturer.getSources({ types: ["screen"], thumbnailSize: { width: 0, height: 0 } });
  return screens.map(({ id }) => id);
}
