import { closeSync, openSync, writeSync } from "node:fs";
import { mediaCredit } from "../../contract/media";
import { SHELF_HEADER } from "../../contract/stage-shelf";
import { findPageFile } from "../program/shelf";

/** The engine's end of the file in which the stage worker finds the frames of a media source (contract/media.ts). */
export class MediaShelf {
  private readonly slots: number;
  private next = 0;

  private constructor(
    private readonly file: number,
    private readonly frameBytes: number,
  ) {
    this.slots = mediaCredit(frameBytes);
  }

  /** Finds the shelf that begins with this token; null when there is none that we may write. */
  static async find(folder: string, token: string, frameBytes: number): Promise<MediaShelf | null> {
    const path = await findPageFile(folder, token);
    try {
      return path === null ? null : new MediaShelf(openSync(path, "r+"), frameBytes);
    } catch {
      return null;
    }
  }

  /** Lays a frame on the next slot and returns its number; null when there is no room (the memory is full). */
  put(frame: ArrayBuffer): number | null {
    const slot = this.next;
    try {
      const at = SHELF_HEADER + slot * this.frameBytes;
      if (writeSync(this.file, new Uint8Array(frame), 0, frame.byteLength, at) !== frame.byteLength) return null;
    } catch {
      return null;
    }
    this.next = (slot + 1) % this.slots;
    return slot;
  }

  close(): void {
    closeSync(this.file);
  }
}
