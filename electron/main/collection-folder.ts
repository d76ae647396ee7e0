import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { type Collection, CollectionName } from "../contract/collection";
import type { Problem } from "../contract/problem";
import { salvage } from "./collection-salvage";

export interface LoadedCollection {
  collection: Collection;
  /** Set when the file could not be taken as it was; the original is kept beside it. */
  problem: Problem | null;
}

const ENDING = ".json";

/**
 * The scene collections on disk: a readable JSON file each, named like it, written whole or not at all, readable by its
 * owner only. What is removed lies in removed/, with its time in the name.
 */
export class CollectionFolder {
  private readonly folder: string;
  private readonly removed: string;
  /** The newest that is waiting to be written, by name. */
  private readonly waiting = new Map<string, Collection>();
  private working: Promise<unknown> = Promise.resolve();

  constructor(userData: string) {
    this.folder = join(userData, "collections");
    this.removed = join(this.folder, "removed");
  }

  /** The names of all there are, as people sort them. */
  async names(): Promise<CollectionName[]> {
    const files = await readdir(this.folder).catch(ifMissing<string[]>([]));
    return files
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
      .filter((name) => CollectionName.safeParse(name).success)
      .sort((a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" }));
  }

  /** The name under which this one lies here: names that differ only in case are the same file on some systems. */
  async find(name: string): Promise<CollectionName | null> {
    return (await this.names()).find((known) => alike(known, name)) ?? null;
  }

  /** Null when there is none. A damaged one is mended, and kept aside as <name>.json.broken-<time>. */
  async load(name: CollectionName): Promise<LoadedCollection | null> {
    await this.settled();
    const path = this.path(name);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      return ifMissing(null)(error);
    }
    const { collection, intact } = salvage(parsed(text), name);
    if (intact) return { collection, problem: null };
    const aside = `${path}.broken-${stamp()}`;
    await rename(path, aside);
    await this.save(collection);
    return { collection, problem: { code: "collection-corrupt", subject: aside } };
  }

  /** Resolves when this one, or a newer one of its name, is on disk. Of those that wait only the newest is written. */
  async save(collection: Collection): Promise<void> {
    this.waiting.set(collection.name, collection);
    await this.inTurn(async () => {
      const newest = this.waiting.get(collection.name);
      if (newest === undefined) return;
      this.waiting.delete(collection.name);
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFileAtomic(this.path(newest.name), `${JSON.stringify(newest, null, 2)}\n`, { mode: 0o600 });
    });
  }

  async rename(from: CollectionName, to: CollectionName): Promise<void> {
    await this.inTurn(() => rename(this.path(from), this.path(to)));
  }

  async remove(name: CollectionName): Promise<void> {
    await this.inTurn(async () => {
      await mkdir(this.removed, { recursive: true, mode: 0o700 });
      await rename(this.path(name), join(this.removed, `${name}.${stamp()}${ENDING}`));
    });
  }

  /** Brings back what was removed last under this name; false when nothing was. */
  async restore(name: CollectionName): Promise<boolean> {
    return this.inTurn(async () => {
      const files = await readdir(this.removed).catch(ifMissing<string[]>([]));
      const length = `${name}.${stamp()}${ENDING}`.length;
      const newest = files
        .filter((file) => file.startsWith(`${name}.`) && file.length === length)
        .sort()
        .at(-1);
      if (newest === undefined) return false;
      await rename(join(this.removed, newest), this.path(name));
      return true;
    });
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.inTurn(() => Promise.resolve());
  }

  /** One after the other, whatever becomes of those before. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.working.then(work, work);
    this.working = done.catch(() => undefined);
    return done;
  }

  private path(name: CollectionName): string {
    return join(this.folder, `${name}${ENDING}`);
  }
}

/** Whether two names would meet in one file on a system that does not tell upper from lower case. */
export function alike(a: string, b: string): boolean {
  return a.normalize().toLowerCase() === b.normalize().toLowerCase();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

function stamp(): string {
  return new Date().toISOString().replace(/[:.]/g, "-");
}

function ifMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return instead;
    throw error;
  };
}
