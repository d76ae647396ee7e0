/** Bytes that may always be on their way, and so many to begin with. */
const SMALLEST = 16_000;
const AT_FIRST = 64_000;
/** ms that what is sent may queue up in the network, or this part of the round trip where that is longer. */
const QUEUE_TIME = 60;
const QUEUE_PART = 1 / 4;
/** Bytes of a message; it is sent when it is full. */
const MESSAGE = 1316;
/** Over at least so many ms, and a whole round trip, a rate is measured. */
const MEASURE_TIME = 300;
/** So many measurements of a rate are remembered, or twice as many, and round trips so many ms, or twice as many. */
const RATES = 3;
const ROUND_TRIP_MEMORY = 10_000;

/**
 * How many bytes may be on their way to an SRT receiver. libsrt sends at once whatever it is given and has no
 * congestion control for live streams: on a narrow link packets would be lost in a full buffer and come again too late
 * to be of use, which is damage in the picture. So what is handed to it is kept at what the network carries in one
 * round trip and a little more (as BBR does it, draft-cardwell-iccrg-bbr-congestion-control), which makes it grow when
 * there is room: the rest waits with us, where pictures can be left out cleanly. The little is at most half of the
 * receiver's latency, so that there is time for sending again. Bytes are counted from the beginning, times are
 * monotonic ms.
 */
export class SendWindow {
  private readonly latency: number;
  private readonly rate = new Recent(Math.max);
  private readonly roundTrip = new Recent(Math.min);
  private handedOver = 0;
  /** The bytes whose way is being timed, and since when. */
  private timed: { readonly bytes: number; readonly at: number } | null = null;
  /** Something took longer than it should since then. */
  private queued = false;
  private measured: { readonly bytes: number; readonly at: number } | null = null;
  private acknowledgedBytes = 0;
  /** Until the network is full, or all that there is was sent, it doubles from one round trip to the next. */
  private beginning: number | null = AT_FIRST;

  /** `latency` of the receiver, in ms. */
  constructor(latency: number) {
    this.latency = latency;
  }

  /** So many bytes were handed over by now. */
  handed(bytes: number, now: number): void {
    const full = bytes - (bytes % MESSAGE);
    if (full > this.handedOver) this.timed ??= { bytes: full, at: now };
    this.handedOver = bytes;
  }

  /** So many bytes were acknowledged by now. */
  acknowledged(bytes: number, now: number): void {
    if (this.timed !== null && bytes >= this.timed.bytes) {
      const roundTrip = now - this.timed.at;
      this.timed = null;
      this.roundTrip.see(roundTrip, now, ROUND_TRIP_MEMORY);
      if (roundTrip > this.longestRoundTrip) this.queued = true;
    }
    const gained = bytes - this.acknowledgedBytes;
    const idle = this.handedOver - this.acknowledgedBytes < this.size / 2;
    this.acknowledgedBytes = bytes;
    if (this.beginning !== null) this.beginning += gained;
    this.measured ??= { bytes, at: now };
    const passed = now - this.measured.at;
    // what comes again after a loss sets many free at once: that is no rate
    const time = Math.max(MEASURE_TIME, (this.queued ? 2 : 1) * this.longestRoundTrip);
    if (passed < time) return;
    // where a queue stands in the network, what comes out of it is all that it carries
    if (this.queued) this.rate.forget();
    if (this.queued || idle) this.beginning = null;
    this.queued = false;
    this.rate.see((bytes - this.measured.bytes) / passed, now, RATES * time);
    this.measured = { bytes, at: now };
  }

  /** Bytes. */
  get size(): number {
    if (this.beginning !== null) return this.beginning;
    return Math.max(SMALLEST, Math.floor((this.rate.value ?? 0) * this.longestRoundTrip));
  }

  /** ms: that of the network, and what may queue up in it. */
  private get longestRoundTrip(): number {
    const least = this.roundTrip.value ?? 0;
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
