import { spawn } from "node:child_process";

/** How one short run of ffmpeg ended. `code` is null when it could not be started or took too long. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs ffmpeg once with `input` on stdin and waits for its end, but no longer than `limitMs`. Never rejects: what
 * went wrong is in the outcome.
 */
export function invokeFfmpeg(path: string, args: readonly string[], limitMs: number, input?: Uint8Array): Promise<Outcome> {
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const child = spawn(path, args, { windowsHide: true, timeout: limitMs, killSignal: "SIGKILL" });
    const end = (code: number | null, extra = "") =>
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8") + extra });
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A process that ends without reading its stdin breaks the pipe; its exit code tells the story.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.once("error", (error) => end(null, error.message));
    child.once("close", (code) => end(code));
  });
}
