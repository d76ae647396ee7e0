import { closeSync, createWriteStream, openSync } from "node:fs";
import type { Writable } from "node:stream";
import type { StatusLine } from "../contract/commandline";
import type { Problem } from "../contract/problem";
import { LITTLE_LEFT } from "../contract/recording";
import type { EngineStatus } from "../contract/status";
import { explain } from "../contract/words";

/** One line of --status-json. */
function statusLine(status: EngineStatus): StatusLine {
  const named: (Problem | null)[] = [
    status.encoder.problem,
    ...status.destinations.map(({ name, problem }) => problem && { ...problem, subject: problem.subject ?? name }),
    ...status.recordings.map(({ problem }) => problem),
    ...status.recordings.map(({ phase, left }): Problem | null => (phase === "recording" && (left ?? Infinity) < LITTLE_LEFT ? { code: "disk-low" } : null)),
    status.replay.problem,
  ];
  const problems = named.filter((problem) => problem !== null).map((problem) => explain(problem).what);
  return { ...status, problems };
}

/** Writes the newest status once a second, and once more at the end. */
export class StatusLines {
  private status: EngineStatus | null = null;
  private readonly timer: NodeJS.Timeout;
  private broken = false;

  constructor(private readonly out: Writable) {
    // A reader that goes away (EPIPE) ends the lines, not the broadcast.
    out.on("error", () => this.stop());
    this.timer = setInterval(() => this.write(), 1000);
  }

  heard(status: EngineStatus): void {
    const first = this.status === null;
    this.status = status;
    if (first) this.write();
  }

  /** Writes the last line and resolves when it is out. */
  async end(): Promise<void> {
    this.write();
    const { broken } = this;
    this.stop();
    if (!broken) await new Promise<void>((resolve) => this.out.write("", () => resolve()));
  }

  private write(): void {
    // A reader that is slow loses lines instead of filling our memory.
    if (this.status === null || this.broken || this.out.writableNeedDrain) return;
    this.out.write(`${JSON.stringify(statusLine(this.status))}\n`);
  }

  private stop(): void {
    this.broken = true;
    clearInterval(this.timer);
  }
}

/**
 * Opens the target of --status-json: "-" is standard output. A new file is for its owner only, since the preview's address
 * opens it to whoever knows it. Throws when the file cannot be written.
 */
export function openStatusTarget(target: string): Writable {
  if (target === "-") return process.stdout;
  closeSync(openSync(target, "w", 0o600));
  return createWriteStream(target, { flags: "a" });
}
