import { TICKS, type Unit } from "../bus/unit";

/**
 * Media that waits for a disk. What waits is bounded: where a disk hangs for longer, pictures and sound are left out, from
 * the moment there is no more room until a keyframe for which half of it is free again.
 */
export class RecordingQueue {
  private readonly bound: number;
  private waiting: Unit[] = [];
  /** Where leaving out began, in ticks; null while nothing is left out. */
  private gap: number | null = null;
  private newest = -Infinity;
  private missing = 0;

  /** `bound` in ms of media. */
  constructor(bound: number) {
    this.bound = (bound * TICKS) / 1000;
  }

  push(unit: Unit): void {
    const oldest = this.waiting[0];
    const held = oldest === undefined ? 0 : unit.dts - oldest.dts;
    if (this.gap !== null && unit.keyframe && held <= this.bound / 2) this.endGap(unit.pts);
    else if (this.gap === null && held > this.bound) this.gap = unit.pts;
    if (this.gap !== null) this.newest = Math.max(this.newest, unit.pts);
    else this.waiting.push(unit);
  }

  /** Takes the oldest unit. */
  next(): Unit | undefined {
    return this.waiting.shift();
  }

  get empty(): boolean {
    return this.waiting.length === 0;
  }

  /** Media left out so far, in seconds. */
  get lost(): number {
    const now = this.gap === null ? 0 : Math.max(0, this.newest - this.gap);
    return (this.missing + now) / TICKS;
  }

  private endGap(goesOn: number): void {
    this.missing += Math.max(0, goesOn - (this.gap ?? goesOn));
    this.gap = null;
  }
}
