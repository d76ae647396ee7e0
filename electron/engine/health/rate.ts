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
    if (first === undefined) return 0;
    const elapsed = Math.max(now - first.at, 1);
    if (this.samples.length < 2) return 0;
    const amount = this.samples.reduce((sum, s) => sum + s.amount, 0) - first.amount;
    return (amount * 1000) / elapsed;
  }

  private forget(now: number): void {
    while (this.samples.length > 0 && now - (this.samples[0]?.at ?? now) > this.span) this.samples.shift();
  }
}
