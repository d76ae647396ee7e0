import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import type { Problem } from "../../contract/problem";
import { type MediaHeader, parseHeader } from "./header";
import type { MediaInput } from "./input";
import { unreadable } from "./reason";

/** How long a file or server may take to say what it is, in ms. */
const PATIENCE = 20_000;

/** Reads what a file or address holds. Never rejects; an aborted one answers with a Problem nobody needs. */
export async function probeMedia(ffmpeg: string, input: MediaInput, signal: AbortSignal): Promise<MediaHeader | Problem> {
  if (input.path !== null) {
    const file = await stat(input.path).catch((error: NodeJS.ErrnoException) => error);
    if (file instanceof Error) {
      const missing = file.code === "ENOENT" || file.code === "ENOTDIR";
      return { code: missing ? "file-missing" : "file-unreadable", subject: input.name, detail: file.message };
    }
    // Opening a pipe or a device would take from it what the decoder is to read.
    if (!file.isFile()) return { code: "media-unreadable", subject: input.name, detail: "not a file" };
  }
  return new Promise((resolve) => {
    // Without an output ffmpeg says what it would read, and ends with an error that means nothing.
    const child = spawn(ffmpeg, ["-hide_banner", "-nostdin", ...input.args], {
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
      timeout: PATIENCE,
      killSignal: "SIGKILL",
      signal,
    });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ code: error.code === "ENOENT" ? "ffmpeg-missing" : "internal", subject: input.name, detail: error.message });
    });
    child.on("close", (_code, killed) => {
      if (killed !== null) return resolve({ code: "timed-out", subject: input.name });
      const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !/At least one output file/.test(line));
      resolve(parseHeader(text) ?? unreadable(lines, input.name));
    });
  });
}
