import { desktopCapturer, type Session, shell, systemPreferences } from "electron";
import type { z } from "zod";
import type { Permission, Permissions } from "../contract/studio";
import { PAGE_ORIGIN } from "./page";

type Device = "camera" | "microphone" | "screen";

/**
 * What our own page may do without being asked. The network ones let newer Chromium play the preview from this
 * machine (Local Network Access).
 */
const pageMay: ReadonlySet<string> = new Set([
  "media",
  "display-capture",
  "fullscreen",
  "speaker-selection",
  "local-fonts",
  "clipboard-sanitized-write",
  "local-network-access",
  "local-network",
  "loopback-network",
]);

/** Grants our page what it needs, and everything else to nobody. */
export function guardPermissions(session: Session): void {
  const ours = (url: string | undefined) => url === PAGE_ORIGIN || url?.startsWith(`${PAGE_ORIGIN}/`) === true;
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(pageMay.has(permission) && ours(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => pageMay.has(permission) && ours(origin));
  session.setDevicePermissionHandler(() => false);
  // getDisplayMedia is used for the sound of the computer only; its picture is dropped by the page.
  session.setDisplayMediaRequestHandler((request, callback) => {
    const loopback = request.audioRequested && process.platform !== "linux";
    desktopCapturer.getSources({ types: ["screen"], thumbnailSize: { width: 0, height: 0 } }).then(
      ([screen]) => callback(screen === undefined ? {} : { video: screen, ...(loopback && { audio: "loopback" }) }),
      () => callback({}),
    );
  });
}

/** What the system allows: macOS knows, elsewhere nobody asks. */
export function readPermissions(): Permissions {
  const of = (device: Device): z.infer<typeof Permission> => {
    if (process.platform !== "darwin") return "granted";
    const status = systemPreferences.getMediaAccessStatus(device);
    if (status === "granted") return "granted";
    return status === "not-determined" ? "ask" : "denied";
  };
  return { camera: of("camera"), microphone: of("microphone"), screen: of("screen") };
}

/** Has macOS ask the person, where it was never asked; answers what holds then. */
export async function askPermission(device: "camera" | "microphone"): Promise<Permissions> {
  if (process.platform === "darwin") await systemPreferences.askForMediaAccess(device);
  return readPermissions();
}

const panes = {
  darwin: {
    camera: "x-apple.systempreferences:com.apple.preference.security?Privacy_Camera",
    microphone: "x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone",
    screen: "x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture",
  },
  win32: {
    camera: "ms-settings:privacy-webcam",
    microphone: "ms-settings:privacy-microphone",
    screen: "ms-settings:privacy-graphicscaptureprogrammatic",
  },
};

/** Opens the system's settings where a device is allowed; Linux has no such page. */
export async function openPermissionSettings(device: Device): Promise<void> {
  if (process.platform === "darwin" || process.platform === "win32") await shell.openExternal(panes[process.platform][device]);
}
