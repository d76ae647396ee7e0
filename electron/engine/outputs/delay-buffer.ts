import type { Bus, BusListener, JoinAt } from "../bus/bus";
import type { StreamFormat, Unit } from "../bus/unit";

interface Held {
  readonly unit: Unit;
  readonly format: StreamFormat;
  /** When it came, in monotonic ms. */
  readonly at: number;
}

export interface DelayBufferOptions {
  readonly bus: Bus;
  /** How long everything is held back, in ms. */
  readonly delay: number;
  /** Pictures before this one (decoding time in ticks) can be had no more: the outage was longer than is held. */
  readonly onForgotten: (before: number) => void;
}

/** How often it is looked what is due, in ms. */
const RELEASE_INTERVAL = 20;

/**
 * Holds the stream back on its way to one destination. It outlives connections: the next one goes on with the group of
 * pictures in which the last one broke off, so the delay grows by the outage and nothing is lost. It grows to twice
 * what was asked for at most; then the oldest groups go. Units are shared with everybody else on the bus.
 */
export class DelayBuffer implements Bus {
  private readonly longest: number;
  private readonly onForgotten: (before: number) => void;
  private readonly leaveBus: () => void;
  private readonly timer: NodeJS.Timeout;
  private lag: number;
  private format: StreamFormat | null = null;
  /** From the keyframe on with which a new connection begins. */
  private held: Held[] = [];
  private heldBytes = 0;
  /** How many of them the connection has been given. */
  private given = 0;
  private listener: BusListener | null = null;
  private told: StreamFormat | null = null;
  private ended = false;

  constructor({ bus, delay, onForgotten }: DelayBufferOptions) {
    this.lag = delay;
    this.longest = 2 * delay;
    this.onForgotten = onForgotten;
    this.leaveBus = bus.join("last-keyframe", {
      format: (format) => {
        this.format = format;
      },
      unit: (unit) => this.take(unit),
      end: () => this.drain(),
    });
    this.timer = setInterval(() => this.release(), RELEASE_INTERVAL);
  }

  /** Goes on where the last listener stopped; there is one at a time. */
  join(_at: JoinAt, listener: BusListener): () => void {
    const [first] = this.held;
    if (first !== undefined) this.lag = Math.max(this.lag, performance.now() - first.at);
    this.listener = listener;
    this.told = null;
    this.given = 0;
    this.release();
    return () => {
      if (this.listener !== listener) return;
      this.listener = null;
      this.given = 0;
    };
  }

  /** The picture with this decoding time has arrived: the next connection need not begin before its group. */
  delivered(dts: number): void {
    let first = 0;
    for (let i = 0; i < this.given; i += 1) {
      const unit = this.held[i]?.unit;
      if (unit?.keyframe === true && unit.dts <= dts) first = i;
    }
    this.forget(first);
  }

  /** Nothing more is taken; the listener gets what is held when it is due, then the end. */
  drain(): void {
    this.leaveBus();
    this.ended = true;
  }

  /** What is held is given up. */
  close(): void {
    this.leaveBus();
    clearInterval(this.timer);
    this.forget(this.held.length);
    this.listener = null;
  }

  /** By how many ms what is sent is late. */
  get delay(): number {
    return this.lag;
  }

  get bytes(): number {
    return this.heldBytes;
  }

  /** ms until there is something for a new connection. */
  get beginsIn(): number {
    const [first] = this.held;
    return Math.max(0, this.lag - (first === undefined ? 0 : performance.now() - first.at));
  }

  /** ms until all of it is out, once it drains; else null. */
  get endsIn(): number | null {
    if (!this.ended) return null;
    const last = this.held.at(-1);
    return last === undefined ? 0 : Math.max(0, last.at + this.lag - performance.now());
  }

  private take(unit: Unit): void {
    if (this.format === null) return;
    const at = performance.now();
    this.held.push({ unit, format: this.format, at });
    this.heldBytes += unit.packets.length;
    if (this.listener !== null || !unit.keyframe || at - (this.held[0]?.at ?? at) <= this.longest) return;
    const second = this.held.findIndex((one, i) => i > 0 && one.unit.keyframe);
    this.forget(second);
    this.onForgotten(this.held[0]?.unit.dts ?? unit.dts);
  }

  private release(): void {
    const now = performance.now();
    for (;;) {
      const next = this.held[this.given];
      if (this.listener === null || next === undefined || now - next.at < this.lag) break;
      this.given += 1;
      if (next.format !== this.told) {
        this.told = next.format;
        this.listener.format(next.format);
      }
      this.listener.unit(next.unit);
    }
    if (!this.ended || this.listener === null || this.given < this.held.length) return;
    clearInterval(this.timer);
    this.listener.end();
  }

  private forget(count: number): void {
    for (const { unit } of this.held.splice(0, count)) this.heldBytes -= unit.packets.length;
    this.given = Math.max(0, this.given - count);
  }
}
