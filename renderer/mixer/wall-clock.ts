/** How fast the estimate follows what is read, per reading; a reading comes every 128 samples. */
const FOLLOW = 0.01;
/** A step of the system clock larger than this is taken at once, in ms. */
const STEP = 40;

/**
 * What time it was at a sample: sound is made in bursts, so a single reading of the system clock is some ms early or
 * late; the mean over a third of a second is not.
 */
export class WallClock {
  private offset: number | null = null;

  constructor(private readonly rate: number) {}

  /** Takes the reading `now` (Unix ms) made when sample `frame` was made; gives the Unix time in ms of that sample. */
  read(frame: number, now: number): number {
    const played = (frame / this.rate) * 1000;
    const measured = now - played;
    if (this.offset === null || Math.abs(measured - this.offset) > STEP) this.offset = measured;
    else this.offset += (measured - this.offset) * FOLLOW;
    return played + this.offset;
  }
}
