import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Problem, ProblemError } from "../../contract/problem";
import type { RecordingContainer } from "../../contract/recording";
import { FedProcess, type ProcessEnd } from "../outputs/fed-process";
import { claimFile } from "../recording/file";
import { TransportPackager } from "../outputs/transport-stream";
import type { ReplayCut } from "./replay-ring";

/** Bytes handed to ffmpeg at once: the program's clock ticks in between. */
const PIECE = 512 * 1024;
/** A disk that takes nothing for so long, in ms, is not waited for: what is being saved is held in memory. */
const LIMIT = 30_000;
const KEPT_LINES = 20;

/**
 * Writes a replay to this file, or to the first name after it that nobody has; answers which. It has its name when it is
 * whole, not before. Every packet is as it was on the bus. Throws a ProblemError: folder-missing, folder-read-only,
 * disk-full, ffmpeg-missing, replay-failed.
 */
export async function writeReplay(ffmpeg: string, cut: ReplayCut, wanted: string, container: RecordingContainer): Promise<string> {
  const file = await claimFile(wanted);
  const growing = join(dirname(file), `.${basename(file)}.saving`);
  try {
    await copyInto(ffmpeg, cut, growing, container);
    await rename(growing, file);
    return file;
  } catch (thrown) {
    await Promise.all([growing, file].map((path) => rm(path, { force: true }).catch(() => undefined)));
    if (thrown instanceof ProblemError) throw thrown;
    throw new ProblemError({ code: "replay-failed", subject: file, detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

async function copyInto(ffmpeg: string, cut: ReplayCut, file: string, container: RecordingContainer): Promise<void> {
  const lines: string[] = [];
  let wake: () => void = () => undefined;
  let ended: ProcessEnd | null = null;
  const process = new FedProcess(ffmpeg, replayArguments(file, container), {
    progress: () => undefined,
    line: (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    },
    writable: () => wake(),
    ended: (end) => {
      ended = end;
      wake();
    },
  });
  const limit = setTimeout(() => process.kill(), LIMIT);
  for (const piece of pieces(cut)) {
    if (ended !== null) break;
    if (process.write(piece)) continue;
    await new Promise<void>((resolve) => (wake = resolve));
  }
  await process.finish();
  clearTimeout(limit);
  const problem = ended === null ? null : problemOfReplay(ended, lines, file);
  if (problem !== null) throw new ProblemError(problem);
}

/** The transport stream of the units, in pieces that are not too small for a pipe. */
function* pieces({ format, units }: ReplayCut): Generator<Buffer> {
  const packager = new TransportPackager();
  packager.format(format);
  let parts: Buffer[] = [];
  let size = 0;
  for (const unit of units) {
    const packed = packager.pack(unit);
    parts.push(packed);
    size += packed.length;
    if (size < PIECE) continue;
    yield Buffer.concat(parts, size);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts, size);
}

/** Arguments of the ffmpeg that makes a normal, seekable file of the transport stream on its stdin. */
function replayArguments(file: string, container: RecordingContainer): string[] {
  return [
    ...["-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning"],
    // Half a second of media tells all about both streams; what was read for that is written as well.
    ...["-probesize", "20000000", "-analyzeduration", "500000", "-f", "mpegts", "-i", "pipe:0"],
    ...["-map", "0:v", "-map", "0:a", "-c", "copy"],
    ...(container === "mkv" ? ["-f", "matroska"] : ["-bsf:a", "aac_adtstoasc", "-f", "mp4"]),
    ...["-y", `file:${file}`],
  ];
}

function problemOfReplay(end: ProcessEnd, lines: readonly string[], file: string): Problem | null {
  if (end.failure !== null) {
    return { code: end.failure.code === "ENOENT" ? "ffmpeg-missing" : "replay-failed", subject: file, detail: end.failure.message };
  }
  const full = lines.find((line) => /No space left on device|Disk quota exceeded/i.test(line));
  if (full !== undefined) return { code: "disk-full", subject: file, detail: full };
  if (end.code === 0) return null;
  const detail = lines.at(-1);
  return { code: "replay-failed", subject: file, ...(detail === undefined ? {} : { detail }) };
}
