import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import electronLog from "electron-log/node";
import type { Redactor } from "./redact";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface Log {
  /** This run's file. */
  readonly file: string;
  say(level: LogLevel, text: string): void;
}

/** Runs whose logs are kept, and how large one may grow in bytes before it starts over (the last full one is kept too). */
const RUNS_KEPT = 10;
const MAX_SIZE = 5_000_000;

/** Opens a log file for this run, readable by its owner only. Nothing reaches it, or the console, unredacted. */
export function openLog(folder: string, redactor: Redactor, options: { console: boolean; at: Date }): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = options.at.toISOString().replace(/[:.]/g, "-");
  const file = join(folder, `tallylight-${stamp}-${process.pid}.log`);
  removeOldRuns(folder);

  const logger = electronLog.create({ logId: `run-${stamp}` });
  logger.transports.file.resolvePathFn = () => file;
  logger.transports.file.maxSize = MAX_SIZE;
  logger.transports.file.writeOptions = { flag: "a", mode: 0o600, encoding: "utf8" };
  logger.transports.console.level = options.console ? "debug" : false;
  // The sink: whoever writes, what is known to be secret ends here.
  logger.hooks.push((message) => ({
    ...message,
    data: message.data.map((part: unknown) => (typeof part === "string" ? redactor.redact(part) : part)),
  }));
  return { file, say: (level, text) => logger[level](text) };
}

/** The last lines of a run's log, from before it started over too; none when it cannot be read. */
export function lastLines(file: string, count: number): string[] {
  const now = linesOf(file);
  if (now.length >= count) return now.slice(-count);
  return [...linesOf(file.replace(/\.log$/, ".old.log")), ...now].slice(-count);
}

function linesOf(file: string): string[] {
  try {
    const lines = readFileSync(file, "utf8").split(/\r?\n/);
    if (lines.at(-1) === "") lines.pop();
    return lines;
  } catch {
    return [];
  }
}

function removeOldRuns(folder: string): void {
  const runs = readdirSync(folder)
    .filter((name) => /^tallylight-.*\.log$/.test(name))
    .sort();
  // One place is for the run that begins.
  for (const name of runs.slice(0, Math.max(0, runs.length - (RUNS_KEPT - 1)))) rmSync(join(folder, name), { force: true });
}
