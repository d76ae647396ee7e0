/** Bytes that may always be on their way, and so many to begin with. */
const SMALLEST = 16_000;
const AT_FIRST = 64_000;
/** ms that what is sent may queue up in the network, or this part of the round trip where that is longer. */
const QUEUE_TIME = 60;
const QUEUE_PART = 1 / 4;
/** All late for this part of a measurement, its newest too, is a queue in the network; one alone is a machine that was busy. */
const LATE_PART = 2 / 3;
/** A rate so many times the former one grows (as in BBR's startup). */
const GROWTH = 1.25;
/** Over at least so many ms, and a whole round trip, a rate is measured. */
const MEASURE_TIME = 300;
/** So many measurements of a rate are remembered, or twice as many, and round trips so many ms, or twice as many. */
const RATES = 3;
const ROUND_TRIP_MEMORY = 10_000;

/** What a receiver's words say of payload sent, counted from the beginning in bytes. */
export interface Reached {
  /** Up to the newest packet that has arrived. */
  readonly reached: number;
  /** Of that it still misses so many, and ever missed so many. */
  readonly missing: number;
  readonly missed: number;
  /** ms from when that packet was sent to the word of it. */
  readonly wayOfNewest: number;
}

/**
 * How many bytes may be on their way to an SRT receiver. libsrt sends at once whatever it is given and has no
 * congestion control for live streams: on a narrow link packets would be lost in a full buffer and come again too late
 * to be of use, which is damage in the picture. So what is handed to it is kept at what the network carries in one
 * round trip and a little more (as BBR does it, draft-cardwell-iccrg-bbr-congestion-control), which makes it grow when
 * there is room: the rest waits with us, where pictures can be left out cleanly. The little is at most half of the
 * receiver's latency, so that there is time for sending again.
 *
 * What has come to the receiver is on nobody's way any more, acknowledged or not: it acknowledges nothing behind a missing
 * packet, but names that when the one behind it came. What is missing is on its way again (both as RFC 6675 counts for
 * TCP). So random losses leave the window open, and a queue in the network closes it. Times are monotonic ms.
 */
export class SendWindow {
  private readonly latency: number;
  private readonly rate = new Recent(Math.max);
  private readonly roundTrip = new Recent(Math.min);
  private handedOver = 0;
  private reached = 0;
  private missing = 0;
  /** What came at the first try. */
  private arrived = 0;
  /** Since then all that came took longer than it should. */
  private lateSince: number | null = null;
  private measured: { readonly arrived: number; readonly at: number } | null = null;
  /** Until the network is full, or all that there is was sent, it doubles from one round trip to the next. */
  private beginning: number | null = AT_FIRST;

  /** `latency` of the receiver, in ms. */
  constructor(latency: number) {
    this.latency = latency;
  }

  /** So many bytes were handed over by now. */
  handed(bytes: number): void {
    this.handedOver = bytes;
  }

  /** The receiver told how far it came. */
  heard({ reached, missing, missed, wayOfNewest }: Reached, now: number): void {
    if (reached > this.reached) {
      this.roundTrip.see(wayOfNewest, now, ROUND_TRIP_MEMORY);
      if (wayOfNewest <= this.longestRoundTrip) this.lateSince = null;
      else this.lateSince ??= now;
    }
    const idle = this.handedOver - this.reached < this.size / 2;
    if (this.beginning !== null && !idle) this.beginning += Math.max(0, reached - missed - this.arrived);
    this.reached = reached;
    this.missing = missing;
    this.arrived = reached - missed;
    this.measured ??= { arrived: this.arrived, at: now };
    const passed = now - this.measured.at;
    const time = Math.max(MEASURE_TIME, this.longestRoundTrip);
    if (passed < time) return;
    const queued = this.lateSince !== null && now - this.lateSince >= time * LATE_PART;
    // where a queue stands in the network, what comes out of it is all that it carries
    if (queued) this.rate.forget();
    const rate = (this.arrived - this.measured.arrived) / passed;
    // what is sent first may be little: all there is goes out when it is no more than before
    if (queued || (idle && this.rate.value !== null && rate < GROWTH * this.rate.value)) this.beginning = null;
    this.rate.see(rate, now, RATES * time);
    this.measured = { arrived: this.arrived, at: now };
  }

  /** ms, the shortest of the last seconds: with no queue in the network. 0 until one is known. */
  get leastRoundTrip(): number {
    return this.roundTrip.value ?? 0;
  }

  /** Bytes that may be handed over now; not positive: none. */
  get room(): number {
    return this.size - (this.handedOver - this.reached + this.missing);
  }

  /** Bytes. */
  get size(): number {
    if (this.beginning !== null) return this.beginning;
    return Math.max(SMALLEST, Math.floor((this.rate.value ?? 0) * this.longestRoundTrip));
  }

  /** ms: that of the network, and what may queue up in it. */
  private get longestRoundTrip(): number {
    const least = this.leastRoundTrip;
    return least + Math.min(this.latency / 2, Math.max(QUEUE_TIME, least * QUEUE_PART));
  }
}

/** The largest or smallest of what was seen lately. */
class Recent {
  private present: number | null = null;
  private former: number | null = null;
  private turnedAt: number | null = null;

  constructor(private readonly better: (a: number, b: number) => number) {}

  /** Forgets what was seen more than one to two times `memory` ms ago. */
  see(value: number, now: number, memory: number): void {
    this.turnedAt ??= now;
    if (now - this.turnedAt > memory) {
      this.former = this.present;
      this.present = null;
      this.turnedAt = now;
    }
    this.present = this.present === null ? value : this.better(this.present, value);
  }

  forget(): void {
    this.present = null;
    this.former = null;
  }

  get value(): number | null {
    if (this.present === null || this.former === null) return this.present ?? this.former;
    return this.better(this.present, this.former);
  }
}
