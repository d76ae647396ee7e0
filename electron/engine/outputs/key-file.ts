import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SUFFIX = ".key";

/**
 * Options that hold secrets, written for ffmpeg's -fpre: argv and environment can be read by other programs, this
 * file (mode 0600, in a folder of mode 0700) cannot. It lives until ffmpeg has read it.
 */
export class KeyFile {
  readonly path: string;

  /** A value reaches to the end of its line and may hold anything but a line break; nothing needs escaping. */
  constructor(folder: string, options: Readonly<Record<string, string>>) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.path = join(folder, `${randomUUID()}${SUFFIX}`);
    const lines = Object.entries(options).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(this.path, lines.join(""), { mode: 0o600, flag: "wx" });
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** Removes what a killed engine left behind. To be called once, before the first destination starts. */
export function removeLeftoverKeys(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    if (name.endsWith(SUFFIX)) rmSync(join(folder, name), { force: true });
  }
}
