import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The folder for the engine's short-lived files with keys: empty, and for the owner only. */
export function emptyKeyFolder(userData: string): string {
  const folder = join(userData, "keys");
  // A crash may have left some behind.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** With whatever is left in it. */
export function removeKeyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
