import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { ProblemError } from "../../contract/problem";
import { freeBytes } from "../health/disk";
import { chapterMetadata, forgetChapters, readChapters } from "./chapters";
import { listPackets, packetPrint, readWhole } from "./packets";

/** What an index and its rounding may add to the size of a file. */
const SURPLUS = 1.05;

/** Where the finished file grows, beside the recording. */
const unfinishedName = (file: string): string => join(dirname(file), `.${basename(file)}.finishing`);

/**
 * Turns a recording as it was written (MP4 in fragments, or of either container broken off by a crash) into a normal
 * file that can be sought in: a copy is made beside it, compared packet by packet, and put in its place by renaming.
 * Until then the recording is not touched. `spare`: bytes that the copy leaves free. `onProgress` hears 0…1. Throws a ProblemError "recording-unfinished" when the
 * recording stays as it was, an AbortError when `signal` ended it.
 */
export async function finishRecording(
  ffmpeg: string,
  file: string,
  onProgress: (progress: number) => void,
  signal: AbortSignal,
  spare = 0,
): Promise<void> {
  const copy = unfinishedName(file);
  try {
    for (;;) {
      const before = await stat(file);
      const free = await freeBytes(dirname(file));
      if (free !== null && free - spare < before.size * SURPLUS) throw new Error("no space for a copy beside it");
      // Not written over: a process of a run before may still write into it.
      await rm(copy, { force: true });
      const marks = await readChapters(file);
      const end = marks.length === 0 ? 0 : (await packetPrint(ffmpeg, [...readWhole(file), ...listPackets], () => undefined, signal)).end;
      const chapters = marks.length === 0 ? null : chapterMetadata(marks, end);
      const part = (from: number) => (bytes: number) => onProgress(Math.min(1, from + bytes / before.size / 2));
      const original = await packetPrint(ffmpeg, [...readWhole(file), ...copyTo(copy, extname(file), chapters !== null), ...listPackets], part(0), signal, chapters ?? "");
      if (original.packets === 0) throw new Error("nothing in it");
      const copied = await packetPrint(ffmpeg, [...readWhole(copy), ...listPackets], part(0.5), signal);
      if (copied.digest !== original.digest) throw new Error("the copy is not the same");
      const after = await stat(file);
      // The ffmpeg of an engine that was killed may have written its last words meanwhile.
      if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) continue;
      await settle(copy);
      await rename(copy, file);
      await forgetChapters(file);
      return;
    }
  } catch (thrown) {
    await rm(copy, { force: true }).catch(() => undefined);
    if (signal.aborted) throw thrown;
    throw new ProblemError({ code: "recording-unfinished", subject: file, detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** With `chapters` these are read from stdin. */
function copyTo(copy: string, extension: string, chapters: boolean): string[] {
  const format = extension.toLowerCase() === ".mkv" ? ["-f", "matroska"] : ["-movflags", "+faststart", "-f", "mp4"];
  const marks = chapters ? ["-f", "ffmetadata", "-i", "pipe:0", "-map_chapters", "1"] : [];
  return [...marks, "-map", "0:v?", "-map", "0:a?", "-c", "copy", ...format, `file:${copy}`];
}

/** On the disk itself, before the only other copy goes. */
async function settle(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}
