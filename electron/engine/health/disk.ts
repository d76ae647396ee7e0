import { statfs } from "node:fs/promises";

/** Bytes that may still be written where this folder is; null when that cannot be known. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
