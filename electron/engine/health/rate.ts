/** Samples further apart than this, in ms, mean that less is happening, not that none is due yet. */
const PAUSE = 500;

/** Counts what happened over the last seconds: a rate that neither jumps nor lags. Times are monotonic ms. */
export class Rate {
  private readonly span: number;
  private readonly samples: { at: number; amount: number }[] = [];

  /** `span` in ms: how far back the rate looks. */
  constructor(span = 3000) {
    this.span = span;
  }

  add(amount: number, now: number): void {
    this.samples.push({ at: now, amount });
    this.forget(now);
  }

  /** Amount per second over the span (or since the first sample, if that is shorter ago). */
  perSecond(now: number): number {
    this.forget(now);
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || this.samples.length < 2) return 0;
    // what has come since the last sample is not counted yet, so neither is that time
    const end = now - last.at < PAUSE ? last.at : now;
    const elapsed = Math.max(end - first.at, 1);
    const amount = this.samples.reduce((sum, s) => sum + s.amount, 0) - first.amount;
    return (amount * 1000) / elapsed;
  }

  private forget(now: number): void {
    while (this.samples.length > 0 && now - (this.samples[0]?.at ?? now) > this.span) this.samples.shift();
  }
}
