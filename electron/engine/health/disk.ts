import { statfs } from "node:fs/promises";
import { DISK_RESERVE } from "../../contract/recording";

/** Where recordings go, as far as space is concerned. */
export interface Disk {
  /** Bytes that may still be written where this folder is; null when that cannot be known. */
  free(folder: string): Promise<number | null>;
  /** Bytes that recordings leave free. */
  readonly reserve: number;
}

/** The machine's own. */
export const systemDisk: Disk = { free: freeBytes, reserve: DISK_RESERVE };

/** Bytes that may still be written where this folder is; null when that cannot be known. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** What is known of the space in folders. A disk that hangs keeps nobody waiting. */
export class SpaceWatch {
  private readonly known = new Map<string, number | null>();
  private readonly asked = new Set<string>();

  constructor(private readonly disk: Disk) {}

  /** The newest answer for this folder, null while there is none; asks again unless an answer is awaited. */
  free(folder: string): number | null {
    if (!this.asked.has(folder)) {
      this.asked.add(folder);
      void this.disk.free(folder).then((free) => {
        this.known.set(folder, free);
        this.asked.delete(folder);
      });
    }
    return this.known.get(folder) ?? null;
  }
}
