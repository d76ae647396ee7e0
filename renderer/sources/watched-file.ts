import { type Problem, problemOf } from "../../electron/contract/problem";
import { call } from "../store/bridge";

export interface FileReader {
  /** What is in it now: at first and after every change. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** It cannot be had, now; it is tried again when it changes. */
  readonly failed: (problem: Problem) => void;
}

/** Reads a file and reads it again whenever it changes. Returns what ends it. */
export function watchFile(path: string, { read, failed }: FileReader): () => void {
  let ended = false;
  let reading = false;
  /** It changed while it was being read. */
  let stale = false;

  const readAgain = async (): Promise<void> => {
    stale = true;
    if (reading) return;
    reading = true;
    // Set again while waiting.
    while (stale as boolean) {
      stale = false;
      const answer = await call("file.read", path).catch((thrown: unknown) => ({ problem: problemOf(thrown) }));
      if (ended) return;
      if ("bytes" in answer) read(answer.bytes);
      else failed(answer.problem);
    }
    reading = false;
  };

  const leave = window.tallylight.on("file.changed", (changed) => {
    if (changed === path) void readAgain();
  });
  // Watched before it is read, so that no change is missed.
  void call("file.watch", path)
    .catch(() => undefined)
    .then(readAgain);
  return () => {
    ended = true;
    leave();
    void call("file.unwatch", path).catch(() => undefined);
  };
}

/** As people know a file: its path without folders. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** Of a source whose file cannot be had: one that is not there is looked for all the time. */
export function phaseOf({ code }: Problem): "lost" | "failed" {
  return code === "file-missing" ? "lost" : "failed";
}
