/** Gaps remembered; how far from their median one may be, as a share of it; and how many must be that near. */
const GAPS = 16;
const TOLERANCE = 0.5;
const STEADY = 12;

/** The rhythm in which a source's frames arrive. All times in ms of one monotonic clock. */
export class Cadence {
  private readonly gaps: number[] = [];
  private last: number | null = null;

  arrived(at: number): void {
    if (this.last !== null) {
      this.gaps.push(at - this.last);
      if (this.gaps.length > GAPS) this.gaps.shift();
    }
    this.last = at;
  }

  /** How long ago the newest frame arrived; 0 before the first. */
  age(now: number): number {
    return this.last === null ? 0 : Math.max(0, now - this.last);
  }

  /** Interval between the last frames, 0 when they have no steady rate (a still screen, a stalled camera). */
  interval(now: number): number {
    if (this.gaps.length < GAPS) return 0;
    const sorted = [...this.gaps].sort((a, b) => a - b);
    const median = ((sorted[GAPS / 2 - 1] ?? 0) + (sorted[GAPS / 2] ?? 0)) / 2;
    const near = sorted.filter((gap) => Math.abs(gap - median) <= TOLERANCE * median);
    if (near.length < STEADY || this.age(now) > 3 * median) return 0;
    return near.reduce((sum, gap) => sum + gap, 0) / near.length;
  }
}
