import type { Collection, CollectionName, OpenCollection } from "../contract/collection";
import type { Problem } from "../contract/problem";
import { alike, type CollectionFolder } from "./collection-folder";
import { newCollection } from "./collection-new";

export interface CollectionBookParts {
  folder: CollectionFolder;
  /** The size of new collections. */
  canvas: () => Collection["canvas"];
  /** Something that the window did not do by itself: see collection.changed. */
  changed: (open: OpenCollection) => void;
  /** The open one is not as it was, by whatever way. */
  edited: () => void;
  /** Another collection is the one to begin with next time. */
  opened: (name: CollectionName) => Promise<void>;
  tell: (problem: Problem) => void;
}

/** The scene collections: the open one, which the window edits, and those that lie in the folder. */
export class CollectionBook {
  private working: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly parts: CollectionBookParts,
    private open: OpenCollection,
  ) {}

  get now(): OpenCollection {
    return this.open;
  }

  /** Keeps what the window edited. The command line's collection lives for this run only. */
  async write(collection: Collection): Promise<Problem | null> {
    if (collection.name === this.open.collection.name) {
      this.open = { ...this.open, collection };
      this.parts.edited();
      if (this.open.saved) await this.parts.folder.save(collection);
      return null;
    }
    // The last word on one that was closed meanwhile.
    if (!this.open.names.includes(collection.name)) return { code: "collection-missing", subject: collection.name };
    await this.parts.folder.save(collection);
    return null;
  }

  openNamed(name: CollectionName): Promise<Problem | null> {
    return this.inTurn(() => this.turnTo(name));
  }

  create(name: CollectionName): Promise<Problem | null> {
    return this.inTurn(async () => (await this.taken(name)) ?? this.add(newCollection(name, this.parts.canvas())));
  }

  duplicate(from: CollectionName, to: CollectionName): Promise<Problem | null> {
    return this.inTurn(async () => {
      const taken = await this.taken(to);
      if (taken !== null) return taken;
      const original = from === this.open.collection.name ? this.open.collection : (await this.parts.folder.load(from))?.collection;
      return original === undefined ? { code: "collection-missing", subject: from } : this.add({ ...original, name: to });
    });
  }

  rename(from: CollectionName, to: CollectionName): Promise<Problem | null> {
    return this.inTurn(async () => {
      const { folder } = this.parts;
      const found = await folder.find(to);
      if (found !== null && found !== from) return { code: "collection-exists", subject: to };
      const names = await folder.names();
      if (!names.includes(from)) return { code: "collection-missing", subject: from };
      const { collection, saved } = this.open;
      const isOpen = saved && collection.name === from;
      // Before the file moves: a late edit must not bring the old name back.
      this.open = { collection: isOpen ? { ...collection, name: to } : collection, saved, names: names.filter((name) => name !== from) };
      await folder.rename(from, to);
      if (isOpen) await this.parts.opened(to);
      await this.show(this.open.collection, saved);
      return null;
    });
  }

  remove(name: CollectionName): Promise<Problem | null> {
    return this.inTurn(async () => {
      const { folder } = this.parts;
      const names = await folder.names();
      const at = names.indexOf(name);
      if (at < 0) return { code: "collection-missing", subject: name };
      const next = names[at + 1] ?? names[at - 1];
      if (next === undefined) return { code: "collection-last" };
      if (this.open.saved && this.open.collection.name === name) {
        const problem = await this.turnTo(next);
        if (problem !== null) return problem;
      }
      await folder.remove(name);
      await this.show(this.open.collection, this.open.saved);
      return null;
    });
  }

  restore(name: CollectionName, open: boolean): Promise<Problem | null> {
    return this.inTurn(async () => {
      const taken = await this.taken(name);
      if (taken !== null) return taken;
      if (!(await this.parts.folder.restore(name))) return { code: "collection-missing", subject: name };
      if (open) return this.turnTo(name);
      await this.show(this.open.collection, this.open.saved);
      return null;
    });
  }

  /** Resolves when all that was given is on disk. */
  async settled(): Promise<void> {
    await this.parts.folder.settled();
  }

  private async turnTo(name: CollectionName): Promise<Problem | null> {
    const found = await this.parts.folder.find(name);
    const loaded = found === null ? null : await this.parts.folder.load(found);
    if (loaded === null) return { code: "collection-missing", subject: name };
    if (loaded.problem !== null) this.parts.tell(loaded.problem);
    await this.parts.opened(loaded.collection.name);
    await this.show(loaded.collection, true);
    return null;
  }

  private async add(collection: Collection): Promise<null> {
    await this.parts.folder.save(collection);
    await this.parts.opened(collection.name);
    await this.show(collection, true);
    return null;
  }

  private async taken(name: CollectionName): Promise<Problem | null> {
    const found = await this.parts.folder.find(name);
    const own = alike(name, this.open.collection.name);
    return found === null && !own ? null : { code: "collection-exists", subject: found ?? name };
  }

  private async show(collection: Collection, saved: boolean): Promise<void> {
    const names = await this.parts.folder.names();
    this.open = { collection, saved, names };
    this.parts.changed(this.open);
    this.parts.edited();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.working.then(work, work);
    this.working = done.catch(() => undefined);
    return done;
  }
}
