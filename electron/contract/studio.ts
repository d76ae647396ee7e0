import { z } from "zod";
import { FfmpegAbility } from "./encoder";
import { Problem } from "./problem";

/** macOS asks; elsewhere these are "granted". */
export const Permission = z.enum(["granted", "denied", "ask"]);
export const Permissions = z.object({ camera: Permission, microphone: Permission, screen: Permission });
export type Permissions = z.infer<typeof Permissions>;

/** How stream keys can be kept on this machine. */
export const SecretStorage = z.enum(["keychain", "plain-text", "none"]);
export type SecretStorage = z.infer<typeof SecretStorage>;

/** Desktop sound: "loopback" with the screen capture (Windows, macOS), "device" as an input device (Linux), "none". */
export const DesktopAudio = z.object({
  way: z.enum(["loopback", "device", "none"]),
  /** Label of the input device that carries it, for "device". */
  deviceLabel: z.string().nullable(),
});
export type DesktopAudio = z.infer<typeof DesktopAudio>;

/** Facts about this machine and run that the window needs once at its start. */
export const StudioInfo = z.object({
  version: z.string(),
  platform: z.enum(["linux", "darwin", "win32"]),
  ffmpeg: FfmpegAbility.nullable(),
  secretStorage: SecretStorage,
  desktopAudio: DesktopAudio,
  recordingFolder: z.string(),
  /** What went wrong before the window opened (settings set aside, ffmpeg missing, …). */
  notices: z.array(Problem),
});
export type StudioInfo = z.infer<typeof StudioInfo>;
