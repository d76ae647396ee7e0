/** Readings among which the earliest counts. */
const WINDOW = 48;
/** How fast the estimate follows the earliest reading, per reading. */
const FOLLOW = 0.02;
/** A difference larger than this is no drift: something was lost, or the system clock was set; in ms. */
const STEP = 8;

/**
 * What time it was at a moment of a media clock, whose readings come late, each by its own delay: the earliest of the
 * last readings is the least wrong.
 */
export class WallClock {
  private readonly readings = new Float64Array(WINDOW).fill(Number.POSITIVE_INFINITY);
  private next = 0;
  private offset: number | null = null;

  /** Takes the reading `now` (Unix ms) made when the media clock was at `media` ms; gives the Unix time in ms of that moment. */
  read(media: number, now: number): number {
    this.readings[this.next] = now - media;
    this.next = (this.next + 1) % WINDOW;
    let earliest = Number.POSITIVE_INFINITY;
    for (const reading of this.readings) if (reading < earliest) earliest = reading;
    if (this.offset === null || Math.abs(earliest - this.offset) > STEP) this.offset = earliest;
    else this.offset += (earliest - this.offset) * FOLLOW;
    return media + this.offset;
  }
}
