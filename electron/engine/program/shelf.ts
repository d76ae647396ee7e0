import { closeSync, openSync, readSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { SHELF_HEADER, SHELF_SLOT } from "../../contract/stage-shelf";

/** How deep below the folder of private files a file can lie: origin, type, bucket. */
const DEPTH = 4;

/** The engine's end of the file in which the stage worker leaves its frames (contract/stage-shelf.ts). */
export class Shelf {
  private readonly file: number;

  private constructor(file: number) {
    this.file = file;
  }

  /** Finds the shelf that begins with this token; null when there is none that we may read. */
  static async find(folder: string, token: string): Promise<Shelf | null> {
    const path = await findPageFile(folder, token);
    try {
      return path === null ? null : new Shelf(openSync(path, "r"));
    } catch {
      return null;
    }
  }

  /** Fills `into` from a slot. Throws the system's error, or says that the slot holds less. */
  read(slot: number, into: Uint8Array): void {
    const read = readSync(this.file, into, 0, into.byteLength, SHELF_HEADER + slot * SHELF_SLOT);
    if (read !== into.byteLength) throw new Error(`slot ${slot} of the shelf holds ${read} bytes`);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** The private file of the page that begins with this token, or null. */
export async function findPageFile(folder: string, token: string): Promise<string | null> {
  for await (const path of filesBelow(folder, DEPTH)) {
    if ((await beginning(path, token.length)) === token) return path;
  }
  return null;
}

async function* filesBelow(folder: string, depth: number): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && depth > 0) yield* filesBelow(path, depth - 1);
  }
}

/** The first bytes of a file as text; empty when it cannot be read. */
async function beginning(path: string, length: number): Promise<string> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return "";
  try {
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, 0);
    return bytes.toString("latin1");
  } finally {
    await file.close();
  }
}
