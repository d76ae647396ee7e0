import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { ProgressReader } from "./progress";

export interface FedProcessEvents {
  /** Bytes its output has taken so far. */
  progress(bytes: number): void;
  /** A line it wrote to stderr. */
  line(line: string): void;
  /** `write` may go on after it answered false. */
  writable(): void;
  /** Once, after all else. */
  ended(end: ProcessEnd): void;
}

export interface ProcessEnd {
  /** The exit code; null when it was killed or never ran. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started at all. */
  readonly failure: NodeJS.ErrnoException | null;
}

/** How long a process gets after its input ended, and after SIGTERM, in ms: together well under the 5 s of a stop. */
const FINISH_TIME = 3000;
const TERM_TIME = 1000;

/** An ffmpeg that copies what it is fed on stdin and tells on stdout (-progress pipe:1) how much of it has left. */
export class FedProcess {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly exit: Promise<void>;
  private over = false;

  constructor(ffmpeg: string, args: readonly string[], events: FedProcessEvents) {
    this.child = spawn(ffmpeg, args, { stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
    const progress = new ProgressReader((bytes) => events.progress(bytes));
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => progress.push(text));
    let rest = "";
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split(/\r?\n|\r/);
      rest = lines.pop() ?? "";
      for (const line of lines) if (line !== "") events.line(line);
    });
    this.child.stdin.on("drain", () => events.writable());
    // A broken pipe only says that the process ended, which "close" tells with the reason.
    this.child.stdin.on("error", () => undefined);
    this.exit = new Promise((resolve) => {
      let failure: NodeJS.ErrnoException | null = null;
      this.child.on("error", (error) => {
        failure = error;
        if (this.child.pid === undefined) finish(null, null);
      });
      const finish = (code: number | null, signal: NodeJS.Signals | null): void => {
        if (this.over) return;
        this.over = true;
        if (rest !== "") events.line(rest);
        events.ended({ code, signal, failure });
        resolve();
      };
      this.child.on("close", finish);
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Hands bytes over; false: enough for now, wait for `writable`. */
  write(bytes: Buffer): boolean {
    return this.child.stdin.write(bytes);
  }

  /** No more will be written: what was written goes out, then the process ends, at the latest a second after `patience` ms. */
  async finish(patience = FINISH_TIME): Promise<void> {
    this.child.stdin.end();
    const term = setTimeout(() => this.child.kill("SIGTERM"), patience);
    const kill = setTimeout(() => this.child.kill("SIGKILL"), patience + TERM_TIME);
    await this.exit;
    clearTimeout(term);
    clearTimeout(kill);
  }

  /** Ends it at once; `ended` follows. */
  kill(): void {
    this.child.kill("SIGKILL");
  }
}
