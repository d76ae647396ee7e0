import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of /proc per second (USER_HZ is 100 on Linux). */
const HZ = 100;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Seconds of user and system time, with those of ended and waited-for children. */
  readonly cpu: number;
}

function stats(): Stat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, "utf8");
        const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
        const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
        return [{ pid: Number(name), parent: Number(fields[1]), name: nameOf(Number(name)), cpu: ticks / HZ }];
      } catch {
        return []; // it ended while we looked
      }
    });
}

/** Program and, for Electron's processes, their kind; Chromium writes its children's arguments as one string. */
function nameOf(pid: number): string {
  const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  if (line.includes("ffmpeg ")) return line.includes("rawvideo") ? "ffmpeg encoder" : "ffmpeg publisher";
  const kind = /--utility-sub-type=(\S+)/.exec(line)?.[1] ?? /--type=(\S+)/.exec(line)?.[1];
  return kind ?? "main";
}

/** A process and everything below it. */
export function tree(root: number): Stat[] {
  const all = stats();
  const found = all.filter((s) => s.pid === root);
  for (const each of found) found.push(...all.filter((s) => s.parent === each.pid));
  return found;
}

/** Processor seconds per process name, whole tree. */
export function cpuSeconds(root: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { name, cpu } of tree(root)) sums.set(name, (sums.get(name) ?? 0) + cpu);
  return sums;
}

/** Proportional set size per process name in MiB, whole tree. */
export function memory(root: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { pid, name } of tree(root)) {
    try {
      const kib = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
      sums.set(name, (sums.get(name) ?? 0) + Number(kib ?? 0) / 1024);
    } catch {
      // it ended while we looked
    }
  }
  return sums;
}
