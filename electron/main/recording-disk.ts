import { statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Problem } from "../contract/problem";
import { LITTLE_LEFT } from "../contract/recording";
import type { EngineStatus } from "../contract/status";

/**
 * The disk that recordings go to: how much is free before anything is recorded, which the engine does not know, and one
 * warning for each recording that is about to run out of it.
 */
export class RecordingDisk {
  private known: { folder: string; free: number | null } | null = null;
  private asked = false;
  private readonly warned = new Set<string>();

  /** `folders`: where recordings go, then what stands in for it while it has not been made. */
  constructor(private readonly folders: () => readonly [string, ...string[]]) {}

  /** The bytes free there: the engine's answer while it records, else the newest of this disk, which may hang. */
  free({ health }: EngineStatus): number | null {
    if (health.diskFree !== null) return health.diskFree;
    const folders = this.folders();
    if (!this.asked) {
      this.asked = true;
      void freeBytes(folders).then((free) => {
        this.known = { folder: folders[0], free };
        this.asked = false;
      });
    }
    return this.known?.folder === folders[0] ? this.known.free : null;
  }

  /** That a recording has room for less than 15 minutes; null when none has, or when it was said. */
  low({ recordings }: EngineStatus): Problem | null {
    const short = recordings.filter(({ id, phase, left }) => phase === "recording" && (left ?? Infinity) < LITTLE_LEFT && !this.warned.has(id));
    for (const { id } of short) this.warned.add(id);
    const file = short[0]?.file ?? null;
    return short.length === 0 ? null : { code: "disk-low", ...(file === null ? {} : { subject: basename(dirname(file)) }) };
  }
}

/** Bytes that may still be written where the first of these folders is that can be asked; null when none can. */
async function freeBytes(folders: readonly string[]): Promise<number | null> {
  for (const folder of folders) {
    const answer = await statfs(folder).catch(() => null);
    if (answer !== null) return answer.bavail * answer.bsize;
  }
  return null;
}
