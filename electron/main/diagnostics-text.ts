import type { FfmpegAbility } from "../contract/encoder";
import type { Problem } from "../contract/problem";
import type { Settings } from "../contract/settings";
import type { EngineStatus } from "../contract/status";

/** What helps somebody else to find out what is wrong here. */
export interface DiagnosticsFacts {
  /** Names and versions of the app and what it runs on, in the order to be shown. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** The ffmpeg in use, or why there is none. */
  readonly ffmpeg: FfmpegAbility | Problem;
  readonly settings: Settings;
  readonly status: EngineStatus | null;
  /** The last lines of the log. */
  readonly log: readonly string[];
  /** Folder of the person, which is nobody's business. */
  readonly home: string;
}

/** The diagnostics as one text; whoever hands it out takes the known secrets out of it (Redactor). */
export function diagnosticsText({ versions, ffmpeg, settings, status, log, home }: DiagnosticsFacts): string {
  const text = [
    ...versions.map(([name, version]) => `${name}: ${version}`),
    ...ffmpegLines(ffmpeg),
    "",
    "Settings",
    JSON.stringify(shownSettings(settings), null, 2),
    "",
    "Status",
    JSON.stringify(status === null ? null : shownStatus(status), null, 2),
    "",
    `Log, the last ${log.length} lines`,
    ...log,
    "",
  ].join("\n");
  return home.length > 1 ? text.replaceAll(home, "~") : text;
}

function ffmpegLines(ffmpeg: FfmpegAbility | Problem): string[] {
  if ("code" in ffmpeg) return [`FFmpeg: ${ffmpeg.code}`];
  const { version, path, encoders, srt, rtmps } = ffmpeg;
  const able = (can: boolean) => (can ? "yes" : "no");
  return [`FFmpeg: ${version} (${path})`, `Encoders: ${encoders.join(", ")}`, `RTMPS: ${able(rtmps)}, SRT: ${able(srt)}`];
}

/** Settings hold no secrets, but a person may have put one into an address. */
function shownSettings(settings: Settings): Settings {
  return {
    ...settings,
    destinations: settings.destinations.map((destination) => {
      const { target } = destination;
      return target.protocol === "rtmp" ? { ...destination, target: { ...target, server: shownServer(target.server) } } : destination;
    }),
  };
}

/** Server and application of an address; what comes after may be a key. */
function shownServer(server: string): string {
  try {
    const { protocol, host, pathname, search } = new URL(server);
    const [application = "", ...rest] = pathname.split("/").filter((part) => part !== "");
    return `${protocol}//${host}/${application}${rest.length > 0 || search !== "" ? "/•••" : ""}`;
  } catch {
    return "•••"; // no address at all
  }
}

/** The preview's address opens it to whoever knows it. */
function shownStatus(status: EngineStatus): Omit<EngineStatus, "preview"> & { preview: string } {
  return { ...status, preview: status.preview.url === null ? "off" : "on" };
}
