/**
 * One program picture in I420. Whoever keeps it holds it, and lets go when done; its memory is used again after the
 * last has let go. Nobody writes to a picture that is held.
 */
export interface Picture {
  readonly i420: Uint8Array;
  hold(): void;
  letGo(): void;
}

/** A picture whose memory belongs to nobody else: held or not, it stays. */
export function lastingPicture(i420: Uint8Array): Picture {
  return { i420, hold: () => undefined, letGo: () => undefined };
}

/** Pictures' memories that are kept for the next ones: those of pictures that were held back for a while go. */
const SPARE = 4;

/**
 * Memory for pictures, used again and again: a fresh megabyte for each picture would cost more in page faults than
 * all the copying.
 */
export class PicturePool {
  private readonly free: Uint8Array[] = [];

  /** A picture of this many bytes, held once, with whatever was in its memory before. */
  take(bytes: number): Picture {
    const i420 = this.free.pop();
    // A format of another size: what is left of the old one goes.
    if (i420 !== undefined && i420.byteLength !== bytes) this.free.length = 0;
    const memory = i420 !== undefined && i420.byteLength === bytes ? i420 : new Uint8Array(bytes);
    let holders = 1;
    return {
      i420: memory,
      hold: () => {
        holders += 1;
      },
      letGo: () => {
        holders -= 1;
        if (holders === 0 && this.free.length < SPARE) this.free.push(memory);
      },
    };
  }
}
