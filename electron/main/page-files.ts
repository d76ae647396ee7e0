import { lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** Where Linux keeps files that are memory. */
const MEMORY = "/dev/shm";
const PREFIX = "tallylight-page-";

/**
 * The folder of the page's private files, where Chromium looks for them below the user data, made to lie in memory
 * and empty: frames left there for the engine (contract/stage-shelf.ts) must never reach a disk. Null where files
 * cannot be memory, so that frames go through the port. To be called before the first page, by the only instance.
 */
export function memoryPageFiles(userData: string, memory = MEMORY): string | null {
  const place = join(userData, "File System");
  try {
    if (process.platform !== "linux" || !lstatSync(memory).isDirectory()) return null;
    removePageFiles(userData, memory);
    mkdirSync(userData, { recursive: true, mode: 0o700 });
    const folder = mkdtempSync(join(memory, PREFIX));
    symlinkSync(folder, place);
    return folder;
  } catch {
    return null; // no such memory, or no room in it: the port serves as well
  }
}

/** Removes the page's files of this run, or of one that crashed. */
export function removePageFiles(userData: string, memory = MEMORY): void {
  const place = join(userData, "File System");
  try {
    const folder = readlinkSync(place);
    if (folder.startsWith(join(memory, PREFIX))) rmSync(folder, { recursive: true, force: true });
  } catch {
    // not a link: nothing of ours lies in memory
  }
  rmSync(place, { recursive: true, force: true });
}
