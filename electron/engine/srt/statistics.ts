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
  /** Payload up to the newest packet known to have arrived, in bytes: one is too that came behind a missing packet. */
  reached = 0;
  /** Payload before that which the receiver misses, and which it ever missed, in bytes. */
  missing = 0;
  missed = 0;
  /** From when that newest packet was sent to when the receiver's word of it came, in ms. */
  wayOfNewest = 0;
  /** Smoothed round-trip time as the receiver measures it, and how much it varies, in ms; null until it said so. */
  roundTrip: number | null = null;
  variance: number | null = null;

  private readonly lengths = new Uint16Array(REMEMBERED);
  private readonly sentAt = new Float64Array(REMEMBERED);
  private readonly isMissing = new Uint8Array(REMEMBERED);
  /** First sequence number not acknowledged, the one after the newest that arrived, and the next to be sent. */
  private first: number | null = null;
  private after = 0;
  private next = 0;
  /** What must have arrived for the losses just read to be known. */
  private newest: number | null = null;
  /** When the present and the former count of losses began, and what had been counted by then. */
  private readonly marks = { at: 0, sent: 0, lost: 0, formerSent: 0, formerLost: 0 };
  private readonly miss = (from: number, to: number): void => this.countLost(from, to);

  /** A datagram of the sender; `now` in monotonic ms. */
  outgoing(packet: Buffer, now: number): void {
    if (kindOf(packet) !== "data") return;
    const sequence = sequenceOf(packet);
    if (this.first === null) {
      this.first = sequence;
      this.after = sequence;
      this.next = sequence;
    }
    const ahead = sequenceDistance(sequence, this.next);
    if (ahead < 0 || isRetransmitted(packet)) {
      this.retransmitted += 1;
      if (ahead < 0) return;
    }
    if (sequenceDistance(sequence, this.first) >= REMEMBERED) return; // no sender goes so far ahead
    // what lies between was not seen here: it will be sent again
    for (let i = 0; i < ahead; i += 1) this.remember(MESSAGE, now);
    this.remember(packet.length - SRT_HEADER, now);
  }

  /** A datagram of the receiver. True: it told how far it came. */
  incoming(packet: Buffer, now: number): boolean {
    if (this.first === null) return false;
    const kind = kindOf(packet);
    if (kind === "nak") {
      this.newest = null;
      eachLoss(packet, this.miss);
      return this.newest !== null && this.reach(this.newest, now);
    }
    if (kind !== "ack") return false;
    this.hearRoundTrip(roundTripOf(packet), varianceOf(packet));
    this.mark(now);
    const count = sequenceDistance(acknowledgedBy(packet), this.first);
    if (count <= 0 || count > sequenceDistance(this.next, this.first)) return false;
    this.reach(sequenceAfter(this.first, count - 1), now);
    for (let i = 0; i < count; i += 1) {
      const place = (this.first + i) % REMEMBERED;
      const length = this.lengths[place] ?? 0;
      this.acknowledged += length;
      if (this.isMissing[place] === 1) this.missing -= length;
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

  private remember(length: number, now: number): void {
    const place = this.next % REMEMBERED;
    this.lengths[place] = length;
    this.sentAt[place] = now;
    this.isMissing[place] = 0;
    this.next = sequenceAfter(this.next, 1);
    this.sent += 1;
  }

  /** This packet has arrived. False: so had a later one. */
  private reach(sequence: number, now: number): boolean {
    const count = sequenceDistance(sequence, this.after) + 1;
    if (count <= 0) return false;
    for (let i = 0; i < count; i += 1) this.reached += this.lengths[(this.after + i) % REMEMBERED] ?? 0;
    this.after = sequenceAfter(sequence, 1);
    this.wayOfNewest = now - (this.sentAt[sequence % REMEMBERED] ?? now);
    return true;
  }

  private countLost(from: number, to: number): void {
    if (this.first === null) return;
    const newest = sequenceDistance(this.next, this.first) - 1;
    const start = Math.max(0, sequenceDistance(from, this.first));
    const end = Math.min(sequenceDistance(to, this.first), newest);
    for (let i = start; i <= end; i += 1) {
      const place = (this.first + i) % REMEMBERED;
      if (this.isMissing[place] === 1) continue; // a receiver repeats what it misses
      this.isMissing[place] = 1;
      this.lost += 1;
      this.missing += this.lengths[place] ?? 0;
      this.missed += this.lengths[place] ?? 0;
    }
    // it misses what lies before something that came
    if (end >= start && end < newest) this.newest = sequenceAfter(this.first, end + 1);
  }

  private mark(now: number): void {
    const { marks } = this;
    if (now - marks.at < LOSS_TIME / 2) return;
    Object.assign(marks, { at: now, formerSent: marks.sent, formerLost: marks.lost, sent: this.sent, lost: this.lost });
  }
}
