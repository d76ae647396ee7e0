import { PACKET } from "../bus/unit";
import type { SrtRelay } from "./relay";
import { SendWindow } from "./send-window";

export interface SrtOutletEvents {
  /** More of what was written is acknowledged: all so far, in bytes. */
  acknowledged(bytes: number): void;
  /** `write` may go on after it answered false. */
  writable(): void;
}

/** Without progress for so many ms, although something is on its way, something is sent to find out why. */
const ASKING_TIME = 250;

/** A receiver may show the last of it so many ms later than its latency says: it reckons from when it was called. */
const SHOWING_TIME = 200;

/**
 * Hands bytes to the ffmpeg behind a relay no faster than the send window allows. Where nothing is acknowledged any
 * more it sends a filler now and then: a receiver finds out that packets are missing when it sees later ones, and
 * libsrt does not send live media again unasked. Fillers are not counted.
 */
export class SrtOutlet {
  private readonly window: SendWindow;
  private readonly relay: SrtRelay;
  private readonly filler: Buffer;
  private readonly to: (bytes: Buffer) => void;
  private readonly events: SrtOutletEvents;
  private readonly waiting: Buffer[] = [];
  /** Bytes handed over and acknowledged, with fillers. */
  private written = 0;
  private acknowledged = 0;
  private movedAt = performance.now();
  /** Where fillers that are not acknowledged begin, and the bytes of those that are. */
  private readonly fillers: number[] = [];
  private filled = 0;
  private full = false;
  private readonly latency: number;
  private drained: { readonly at: number; readonly tell: () => void } | null = null;

  /** `latency` in ms; `filler` is a whole message that a receiver throws away. */
  constructor(relay: SrtRelay, latency: number, filler: Buffer, to: (bytes: Buffer) => void, events: SrtOutletEvents) {
    this.relay = relay;
    this.window = new SendWindow(latency);
    this.latency = latency;
    this.filler = filler;
    this.to = to;
    this.events = events;
  }

  /** False: enough for now, wait for `writable`. */
  write(bytes: Buffer): boolean {
    this.waiting.push(bytes);
    this.pass();
    this.full = this.waiting.length > 0;
    return !this.full;
  }

  /** The receiver told how far it came. */
  heard(): void {
    const now = performance.now();
    const bytes = this.relay.statistics.acknowledged;
    if (bytes > this.acknowledged) this.movedAt = now;
    this.acknowledged = bytes;
    this.window.heard(this.relay.statistics, now);
    let first = this.fillers[0];
    for (; first !== undefined && first + this.filler.length <= bytes; first = this.fillers[0]) {
      this.fillers.shift();
      this.filled += this.filler.length;
    }
    this.events.acknowledged(Math.min(bytes, first ?? bytes) - this.filled);
    if (this.drained !== null && bytes >= this.drained.at) this.drained.tell();
    this.pass();
    if (!this.full || this.waiting.length > 0) return;
    this.full = false;
    this.events.writable();
  }

  /** ms that everything is on its way, there and back, although nothing holds it up. */
  get roundTrip(): number {
    return this.window.leastRoundTrip;
  }

  /** For how many ms a receiver that took the call has acknowledged nothing more, although there was something to. */
  stalledFor(now: number): number {
    return now - this.movedAt;
  }

  /** To be called several times a second. */
  check(now: number): void {
    // before anything was sent, nobody has taken the call
    if (this.acknowledged >= this.written || this.relay.statistics.sent === 0) this.movedAt = now;
    if (this.stalledFor(now) >= ASKING_TIME) this.fill();
  }

  /** Hands over all that waits; resolves when the receiver has got it and has had time to show it, or after `limit` ms. */
  async drain(limit: number): Promise<void> {
    for (const bytes of this.waiting.splice(0)) this.hand(bytes);
    const at = this.written;
    this.fill(); // the last message is sent when it is full
    const until = performance.now() + limit;
    await new Promise<void>((tell) => {
      this.drained = { at, tell };
      setTimeout(tell, limit);
    });
    await new Promise((resolve) => setTimeout(resolve, Math.min(this.latency + SHOWING_TIME, until - performance.now())));
  }

  private fill(): void {
    this.fillers.push(this.written);
    this.hand(this.filler);
  }

  private pass(): void {
    for (let first = this.waiting[0]; first !== undefined; first = this.waiting[0]) {
      // whole packets of the stream: a filler may follow
      const room = this.window.room - (this.window.room % PACKET);
      if (room <= 0) return;
      if (first.length <= room) {
        this.waiting.shift();
        this.hand(first);
        continue;
      }
      this.waiting[0] = first.subarray(room);
      this.hand(first.subarray(0, room));
    }
  }

  private hand(bytes: Buffer): void {
    this.written += bytes.length;
    this.window.handed(this.written);
    this.to(bytes);
  }
}
