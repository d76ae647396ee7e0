import {
  acknowledgedBy,
  eachLoss,
  isRetransmitted,
  kindOf,
  roundTripOf,
  sequenceAfter,
  sequenceDistance,
  sequenceOf,
  SRT_HEADER,
  varianceOf,
} from "./packet";

/** Packets remembered until they are acknowledged: more than libsrt's flow window of 25,600. A power of two. */
const REMEMBERED = 32_768;
/** Payload of a full message, assumed of packets that were not seen. */
const MESSAGE = 1316;
/** Loss is told of about so many ms. */
const LOSS_TIME = 5000;

/** What passes between a sender of SRT and its receiver, counted. Keeps its memory, allocates nothing per packet. */
export class SrtStatistics {
  /** Data packets sent, each counted once. */
  sent = 0;
  /** Data packets sent again. */
  retransmitted = 0;
  /** Data packets that the receiver missed at first, each counted once. */
  lost = 0;
  /** Payload acknowledged, in bytes. */
  acknowledged = 0;
  /** Smoothed round-trip time as the receiver measures it, and how much it varies, in ms; null until it said so. */
  roundTrip: number | null = null;
  variance: number | null = null;

  private readonly lengths = new Uint16Array(REMEMBERED);
  private readonly missed = new Uint8Array(REMEMBERED);
  /** First sequence number not acknowledged, and the next to be sent. */
  private first: number | null = null;
  private next = 0;
  /** When the present and the former count of losses began, and what had been counted by then. */
  private readonly marks = { at: 0, sent: 0, lost: 0, formerSent: 0, formerLost: 0 };
  private readonly miss = (from: number, to: number): void => this.countLost(from, to);

  /** A datagram of the sender. */
  outgoing(packet: Buffer): void {
    if (kindOf(packet) !== "data") return;
    const sequence = sequenceOf(packet);
    if (this.first === null) {
      this.first = sequence;
      this.next = sequence;
    }
    const ahead = sequenceDistance(sequence, this.next);
    if (ahead < 0 || isRetransmitted(packet)) {
      this.retransmitted += 1;
      if (ahead < 0) return;
    }
    if (sequenceDistance(sequence, this.first) >= REMEMBERED) return; // no sender goes so far ahead
    // what lies between was not seen here: it will be sent again
    for (let i = 0; i < ahead; i += 1) this.remember(MESSAGE);
    this.remember(packet.length - SRT_HEADER);
  }

  /** A datagram of the receiver. True: it acknowledged more than before. */
  incoming(packet: Buffer, now: number): boolean {
    if (this.first === null) return false;
    const kind = kindOf(packet);
    if (kind === "nak") {
      eachLoss(packet, this.miss);
      return false;
    }
    if (kind !== "ack") return false;
    this.hearRoundTrip(roundTripOf(packet), varianceOf(packet));
    this.mark(now);
    const count = sequenceDistance(acknowledgedBy(packet), this.first);
    if (count <= 0 || count > sequenceDistance(this.next, this.first)) return false;
    for (let i = 0; i < count; i += 1) {
      this.acknowledged += this.lengths[(this.first + i) % REMEMBERED] ?? 0;
    }
    this.first = sequenceAfter(this.first, count);
    return true;
  }

  /** Share of packets missed at first over the last seconds, in % (0…100). */
  get loss(): number {
    const sent = this.sent - this.marks.formerSent;
    return sent <= 0 ? 0 : Math.min(100, (100 * (this.lost - this.marks.formerLost)) / sent);
  }

  private hearRoundTrip(roundTrip: number | null, variance: number | null): void {
    if (roundTrip === null || variance === null) return;
    // what a receiver says before it has measured anything (4.10)
    if (this.roundTrip === null && roundTrip === 100 && variance === 50) return;
    this.roundTrip = roundTrip;
    this.variance = variance;
  }

  private remember(length: number): void {
    const place = this.next % REMEMBERED;
    this.lengths[place] = length;
    this.missed[place] = 0;
    this.next = sequenceAfter(this.next, 1);
    this.sent += 1;
  }

  private countLost(from: number, to: number): void {
    if (this.first === null) return;
    const start = Math.max(0, sequenceDistance(from, this.first));
    const end = Math.min(sequenceDistance(to, this.first), sequenceDistance(this.next, this.first) - 1);
    for (let i = start; i <= end; i += 1) {
      const place = (this.first + i) % REMEMBERED;
      if (this.missed[place] === 1) continue; // a receiver repeats what it misses
      this.missed[place] = 1;
      this.lost += 1;
    }
  }

  private mark(now: number): void {
    const { marks } = this;
    if (now - marks.at < LOSS_TIME / 2) return;
    Object.assign(marks, { at: now, formerSent: marks.sent, formerLost: marks.lost, sent: this.sent, lost: this.lost });
  }
}
