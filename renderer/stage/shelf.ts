import { SHELF_HEADER, SHELF_SLOT, SHELF_SLOTS } from "../../electron/contract/stage-shelf";

/**
 * A private file of the page in which frames lie for the engine to read (contract/stage-shelf.ts). Only asked for where
 * such files are memory. One writer.
 */
export class Shelf {
  private constructor(
    readonly token: string,
    private readonly file: FileSystemSyncAccessHandle,
  ) {}

  /** Rejects when the page may have no files. */
  static async open(): Promise<Shelf> {
    const folder = await navigator.storage.getDirectory();
    // What a page before this one left; a file in use by another is not ours to remove.
    for await (const name of folder.keys()) await folder.removeEntry(name).catch(() => undefined);
    const token = [...crypto.getRandomValues(new Uint8Array(32))].map((b) => b.toString(16).padStart(2, "0")).join("");
    const handle = await folder.getFileHandle(token, { create: true });
    const file = await handle.createSyncAccessHandle();
    file.truncate(SHELF_HEADER + SHELF_SLOTS * SHELF_SLOT);
    file.write(new TextEncoder().encode(token), { at: 0 });
    return new Shelf(token, file);
  }

  /** Lays a frame on a slot. Throws when there is no room (the memory is full). */
  put(frame: Uint8Array<ArrayBuffer>, slot: number): void {
    const written = this.file.write(frame, { at: SHELF_HEADER + slot * SHELF_SLOT });
    if (written !== frame.byteLength) throw new Error("no room on the shelf");
  }
}
