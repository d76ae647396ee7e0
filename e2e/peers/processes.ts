import { readdirSync, readFileSync } from "node:fs";

/** A running process as /proc shows it (Linux). */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Program and arguments, with spaces between. */
  readonly command: string;
}

/** All processes that descend from `pid`, without itself; empty when it is gone. */
export function descendants(pid: number): RunningProcess[] {
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (read(Number(name)) ?? []) : []));
  const below = (parent: number): RunningProcess[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Everything that other users of this computer may read of a process: its command line and, of ours, its environment. */
export function openSecrets(pid: number): string {
  return [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].map(text).join("\n");
}

function read(pid: number): RunningProcess | null {
  // the name in brackets may hold anything, also brackets and spaces
  const [, parent] = /\) \w (\d+) /.exec(text(`/proc/${pid}/stat`)) ?? [];
  if (parent === undefined) return null;
  return { pid, parent: Number(parent), command: text(`/proc/${pid}/cmdline`).replaceAll("\0", " ") };
}

/** Processes come and go: what is gone has no text. */
function text(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
