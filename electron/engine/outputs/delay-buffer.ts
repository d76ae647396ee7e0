import type { Bus, BusListener, JoinAt } from "../bus/bus";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";

interface Held {
  readonly unit: Unit;
  readonly format: StreamFormat;
  /** When it came, in monotonic ms. */
  readonly at: number;
}

export interface DelayBufferOptions {
  readonly bus: Bus;
  /** How long everything is held back, in ms; 0 for not at all. */
  readonly delay: number;
  /** Without a delay: the longest outage, in ms, after which it is still gone on where it broke off. */
  readonly resume: number;
  /** Pictures before this one (decoding time in ticks) can be had no more: the outage was longer than is held. */
  readonly onForgotten: (before: number) => void;
}

/** What has left is held on for so many ticks: when a connection breaks, the system's part of it is lost. */
const ON_ITS_WAY = 2 * TICKS;
/** How often it is looked what is due, in ms. */
const RELEASE_INTERVAL = 20;

/**
 * Holds the stream on its way to one destination. It outlives connections: the next one goes on with the group of
 * pictures in which the last one broke off, and nothing is lost. With a delay, that grows by the outage, to twice what
 * was asked for at most; then the oldest groups go. Without one, what came meanwhile goes out at once, and after a
 * longer outage it is gone on with the newest group. Units are shared with everybody else on the bus.
 */
export class DelayBuffer implements Bus {
  private readonly longest: number;
  private readonly onForgotten: (before: number) => void;
  private readonly leaveBus: () => void;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly delays: boolean;
  private lag: number;
  private begun = false;
  private format: StreamFormat | null = null;
  /** From the keyframe on with which a new connection begins. */
  private held: Held[] = [];
  private heldBytes = 0;
  /** How many of them the connection has been given. */
  private given = 0;
  private listener: BusListener | null = null;
  private told: StreamFormat | null = null;
  private ended = false;

  constructor({ bus, delay, resume, onForgotten }: DelayBufferOptions) {
    this.delays = delay > 0;
    this.lag = delay;
    this.longest = this.delays ? 2 * delay : resume;
    this.onForgotten = onForgotten;
    this.leaveBus = bus.join("last-keyframe", {
      format: (format) => {
        this.format = format;
      },
      unit: (unit) => this.take(unit),
      end: () => this.drain(),
    });
    if (this.delays) this.timer = setInterval(() => this.release(), RELEASE_INTERVAL);
  }

  /** Goes on where the last listener stopped; there is one at a time. */
  join(_at: JoinAt, listener: BusListener): () => void {
    const [first] = this.held;
    if (this.delays && first !== undefined) this.lag = Math.max(this.lag, performance.now() - first.at);
    this.begun = true;
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

  /** The picture with this decoding time has left: the next connection need not begin long before it. */
  delivered(dts: number): void {
    let first = 0;
    for (let i = 0; i < this.given; i += 1) {
      const unit = this.held[i]?.unit;
      if (unit?.keyframe === true && unit.dts <= dts - ON_ITS_WAY) first = i;
    }
    this.forget(first);
  }

  /** Nothing more is taken; the listener gets what is held when it is due, then the end. */
  drain(): void {
    this.leaveBus();
    this.ended = true;
    this.release();
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
    this.release();
    if (this.listener === null && unit.keyframe) this.bound(at);
  }

  /** Nobody takes anything: what is too long ago goes. */
  private bound(now: number): void {
    const resumes = this.delays || this.begun;
    if (resumes && now - (this.held[0]?.at ?? now) <= this.longest) return;
    const next = this.delays ? this.held.findIndex(({ unit }, i) => i > 0 && unit.keyframe) : this.held.length - 1;
    this.forget(next);
    const [first] = this.held;
    if (first !== undefined) this.onForgotten(first.unit.dts);
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
