import type { Picture } from "./picture";

/**
 * Pictures held back until the sound that belongs to them has come. As many go out as come in: while more are to be held
 * the last one is shown on, while fewer are some are left out. Held as little as can be: 950 ms of 1280x720 at 30 a second
 * are 29 pictures, 40 MB.
 */
export class HeldPictures {
  private readonly pictures: Picture[] = [];
  private last: Picture | null = null;
  private depth = 0;

  /** How many pictures are to lie between what comes in and what goes out. */
  hold(pictures: number): void {
    this.depth = pictures;
  }

  /** Takes a picture in, and gives the one whose turn it is; that stays held until the next call. */
  exchange(picture: Picture): Picture {
    picture.hold();
    this.pictures.push(picture);
    while (this.pictures.length > this.depth + 1) this.pictures.shift()?.letGo();
    if (this.pictures.length > this.depth) this.show(this.pictures.shift());
    return this.last ?? picture;
  }

  /** Gives what is still held, oldest first, then null. */
  drain(): Picture | null {
    this.show(this.pictures.shift());
    return this.last;
  }

  private show(picture: Picture | undefined): void {
    this.last?.letGo();
    this.last = picture ?? null;
  }
}
