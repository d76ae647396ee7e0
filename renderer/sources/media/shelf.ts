import { mediaCredit } from "../../../electron/contract/media";
import { SHELF_HEADER } from "../../../electron/contract/stage-shelf";

/** A private file of the page in which the engine lays frames (contract/media.ts). One reader, in a worker. */
export class MediaShelf {
  private constructor(
    readonly token: string,
    private readonly file: FileSystemSyncAccessHandle,
    private readonly frameBytes: number,
  ) {}

  /** Rejects when the page may have no files. */
  static async open(frameBytes: number): Promise<MediaShelf> {
    const folder = await navigator.storage.getDirectory();
    const token = [...crypto.getRandomValues(new Uint8Array(32))].map((b) => b.toString(16).padStart(2, "0")).join("");
    const handle = await folder.getFileHandle(token, { create: true });
    const file = await handle.createSyncAccessHandle();
    file.truncate(SHELF_HEADER + mediaCredit(frameBytes) * frameBytes);
    file.write(new TextEncoder().encode(token), { at: 0 });
    return new MediaShelf(token, file, frameBytes);
  }

  /** Fills `into` from a slot; false when the slot holds less. */
  read(slot: number, into: Uint8Array<ArrayBuffer>): boolean {
    return this.file.read(into, { at: SHELF_HEADER + slot * this.frameBytes }) === into.byteLength;
  }

  close(): void {
    this.file.close();
    void navigator.storage
      .getDirectory()
      .then((folder) => folder.removeEntry(this.token))
      .catch(() => undefined);
  }
}
