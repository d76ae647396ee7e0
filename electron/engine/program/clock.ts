/**
 * The program clock: which picture is due when. Pictures are counted, never timed one after another, so the clock
 * cannot drift; its phase may slide within one period to follow the source (see phase.ts). Pure: time comes in.
 */
export class Clock {
  readonly period: number;
  private readonly origin: number;
  private shift = 0;
  private next = 0;

  /** `origin` is the monotonic time in ms of picture 0; `fps` whole pictures per second. */
  constructor(origin: number, fps: number) {
    this.origin = origin;
    this.period = 1000 / fps;
  }

  /** Monotonic time in ms at which the next picture is due. */
  get due(): number {
    return this.origin + this.shift + this.next * this.period;
  }

  /** Monotonic time in ms at which the picture taken last was due. */
  get taken(): number {
    return this.due - this.period;
  }

  /** Takes the next picture if it is due at `now`; false when none is. */
  take(now: number): boolean {
    if (now < this.due) return false;
    this.next += 1;
    return true;
  }

  /** Moves all coming pictures by `ms` (a fraction of a period): later when positive. */
  slide(ms: number): void {
    this.shift += ms;
  }
}
