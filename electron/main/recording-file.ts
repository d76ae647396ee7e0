import { mkdir, mkdtemp, rmdir, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import type { Problem } from "../contract/problem";
import type { RecordingSettings } from "../contract/recording";
import type { VideoFormat } from "../contract/video";

/** What file systems (Windows above all) do not take in a name. */
// eslint-disable-next-line no-control-regex
const forbidden = /[<>:"/\\|?*\u0000-\u001f]/g;

/** Names of devices on Windows, which no file there may have, whatever its extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Characters of a name, so that number and extension fit beside it in the 255 bytes that file systems take, at 3 a character. */
const LONGEST_NAME = 80;

/** The file name without extension that a pattern makes at a local time. Never empty, never leaves the folder. */
export function recordingName(pattern: string, video: VideoFormat, at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const values: Record<string, string> = {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}`,
    width: String(video.width),
    height: String(video.height),
    fps: String(video.fps),
  };
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const allowed = filled.replace(forbidden, "-").replace(devices, "$1_");
  const name = Array.from(allowed.replace(/^[. ]+/, "")).slice(0, LONGEST_NAME).join("").replace(/[. ]+$/, "");
  return name === "" ? `Tallylight ${values["date"]} ${values["time"]}` : name;
}

/**
 * An absolute file in the recording folder that does not exist yet, or the Problem with the folder. The system's own
 * video folder is made when it is missing; a folder the person chose is not.
 */
export async function newRecordingFile(
  settings: RecordingSettings,
  systemFolder: string,
  video: VideoFormat,
  at: Date,
): Promise<{ file: string } | Problem> {
  const folder = settings.folder === "" ? systemFolder : settings.folder;
  if (settings.folder === "") await mkdir(folder, { recursive: true }).catch(() => undefined);
  const problem = await folderProblem(folder);
  if (problem !== null) return problem;
  return { file: await freeFile(join(folder, `${recordingName(settings.pattern, video, at)}.${settings.container}`)) };
}

/** This file, or the first of "name (2)", "name (3)"… that does not exist yet. */
export async function freeFile(file: string): Promise<string> {
  const { dir, name, ext } = parse(file);
  const numbered = / \((\d+)\)$/.exec(name);
  const stem = numbered === null ? name : name.slice(0, numbered.index);
  for (let copy = Number(numbered?.[1] ?? 1); ; copy++) {
    const free = join(dir, `${stem}${copy === 1 ? "" : ` (${copy})`}${ext}`);
    if (!(await exists(free))) return free;
  }
}

/** Why nothing can be recorded into a folder, or null. */
export async function folderProblem(folder: string): Promise<Problem | null> {
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) return { code: "folder-missing", subject: folder };
  // Asking for permissions is not enough: access lists and read-only media answer differently. Making something is.
  try {
    await rmdir(await mkdtemp(join(folder, ".tallylight-")));
    return null;
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === "ENOSPC";
    return { code: full ? "disk-full" : "folder-read-only", subject: folder };
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
