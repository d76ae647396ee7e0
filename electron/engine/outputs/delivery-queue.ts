import { TICKS, type Unit } from "../bus/unit";

/** How many pictures were left out so that the rest comes through. */
export interface Dropped {
  /** Pictures that no other picture refers to: they went first. */
  readonly unreferenced: number;
  /** The last pictures of a group, up to the next keyframe. */
  readonly groupEnds: number;
}

/** Longer than any interval between pictures, in ticks: a longer one is a hole that the encoder left. */
const HOLE = TICKS / 4;
/** A network that took nothing for so many ms stands still: that says nothing about how fast it is when it moves. */
const STILL = 500;
/** So many ms of moving it then has for what came meanwhile: what it does not carry in them is too much. */
const CATCH_UP = 2000;
/** Without units for so many ms the encoder is silent: a publisher says how far it came only when it is fed. */
const SILENCE = 1000;
/** Without units for so many ms the encoder or the machine was busy: then nothing has waited for the network. */
const BUSY = 250;

/**
 * Media on its way to one place: units that wait, then units handed over whose bytes are not confirmed yet, measured
 * in ms of pictures. Above `relief` ms pictures that nothing refers to go; above `bound` ms the longest group of
 * pictures that waits loses its last one, and when that is the newest group, all that would follow in it. So what is
 * left can always be decoded: the viewer sees a freeze, and of every group its beginning. Sound and keyframes stay.
 *
 * What goes is decided as late as it can be, when bytes have left: while nothing moves, nothing would be gained by
 * leaving anything out, and then the network first shows what it carries. Nor is anything left out that came in a burst,
 * from an encoder or a machine that was busy, before it has waited as long, and the time that they were busy for is no
 * wait. Times (`now`) are monotonic ms.
 */
export class DeliveryQueue {
  /** ms from when bytes leave to when that is confirmed, though nothing holds them up: these are no wait. */
  roundTrip = 0;
  private readonly bound: number;
  private readonly relief: number;
  private waiting: Unit[] = [];
  private readonly sent: { readonly dts: number; readonly end: number; readonly picture: boolean }[] = [];
  /** When the pictures came that wait or are not confirmed, and perhaps some before them; `busy` as it was then. */
  private readonly arrivals: { readonly dts: number; readonly at: number; readonly busy: number }[] = [];
  /** For how many ms altogether the encoder or the machine was busy. */
  private busy = 0;
  private newest = 0;
  private sentBytes = 0;
  /** Pictures that wait or are not confirmed, and of them those it began with. */
  private held = 0;
  private backlog = 0;
  private lastPicture: number | null = null;
  /** Ticks from picture to picture. */
  private interval = 0;
  private skipping = false;
  /** When the newest unit came. */
  private pushedAt: number;
  /** When bytes left last, or when there were none that could. */
  private movedAt: number;
  /** ms of moving for which nothing is left out: given by a standstill, once until little is on its way again. */
  private patience: number | null = null;
  private unreferenced = 0;
  private groupEnds = 0;
  private delivered = 0;
  private deliveredUpTo: number | null = null;
  private readonly onDrop: (unit: Unit) => void;

  /** `bound` and `relief` in ms of pictures; `onDrop` is told every picture that is left out. */
  constructor(now: number, bound: number, relief = bound, onDrop: (unit: Unit) => void = () => undefined) {
    this.onDrop = onDrop;
    this.bound = bound;
    this.relief = relief;
    this.pushedAt = now;
    this.movedAt = now;
  }

  /** `replayed`: it is from before now, so that it waits is no sign of congestion. */
  push(unit: Unit, now: number, replayed = false): void {
    // after a silence of the encoder, what was sent last is not confirmed yet: nothing is wrong with the network
    if (this.empty || now - this.pushedAt > SILENCE) this.movedAt = now;
    if (now - this.pushedAt > BUSY) this.busy += now - this.pushedAt;
    this.pushedAt = now;
    if (unit.kind === "audio") {
      this.newest = Math.max(this.newest, unit.dts);
      this.waiting.push(unit);
      return;
    }
    this.measure(unit.dts);
    if (unit.keyframe) this.skipping = false;
    if (this.skipping) {
      this.groupEnds += 1;
      this.onDrop(unit);
      return;
    }
    this.newest = Math.max(this.newest, unit.dts);
    this.waiting.push(unit);
    this.arrivals.push({ dts: unit.dts, at: now, busy: this.busy });
    this.held += 1;
    if (replayed) this.backlog += 1;
  }

  /** All that waits is of an outage, and may be sent as what a standstill left. */
  catchUp(): void {
    this.backlog = 0;
    this.patience = CATCH_UP;
  }

  /** Takes the oldest waiting unit. */
  next(): Unit | undefined {
    const unit = this.waiting.shift();
    if (unit?.kind === "video") this.release();
    return unit;
  }

  /** The unit was handed over as this many bytes, after everything handed over before. */
  handedOver(unit: Unit, bytes: number): void {
    this.sentBytes += bytes;
    if (bytes === 0) return;
    const picture = unit.kind === "video";
    this.sent.push({ dts: unit.dts, end: this.sentBytes, picture });
    if (picture) this.held += 1;
  }

  /** So many of the bytes handed over have left. Now it is decided what is too much for the network. */
  confirm(bytes: number, now: number): void {
    const waited = now - this.movedAt;
    this.movedAt = now;
    if (waited > STILL && this.patience === null) this.patience = CATCH_UP;
    else if (this.patience !== null) this.patience -= Math.min(waited, STILL);
    while (this.sent.length > 0 && (this.sent[0]?.end ?? 0) <= bytes) {
      const sent = this.sent.shift();
      if (sent?.picture !== true) continue;
      this.release();
      this.delivered += 1;
      this.deliveredUpTo = sent.dts;
    }
    if (this.pictureTime <= this.relief) this.patience = null;
    if (this.patience !== null && this.patience > 0) return;
    // What came in a burst has not waited: a machine that was busy says nothing about the network.
    const longest = this.longestWait(now) - this.roundTrip;
    while (Math.min(this.pictureTime, longest) > this.relief && this.dropUnreferenced());
    while (Math.min(this.pictureTime, longest) > this.bound && this.dropGroupEnd());
  }

  /** Nothing waits to be handed over. */
  get drained(): boolean {
    return this.waiting.length === 0;
  }

  /** Everything is confirmed. */
  get empty(): boolean {
    return this.drained && this.sent.length === 0;
  }

  /** For how many ms the network had taken nothing, although there was something to send, when the newest unit came. */
  get stalledFor(): number {
    return this.empty ? 0 : Math.max(0, this.pushedAt - this.movedAt);
  }

  /** ms of media between the newest unit and the oldest one not confirmed, without what is on its way anyhow. */
  get delay(): number {
    const oldest = this.sent[0] ?? this.waiting[0];
    return oldest === undefined ? 0 : Math.max(0, milliseconds(this.newest - oldest.dts) - this.roundTrip);
  }

  /** Pictures that have left. */
  get deliveredPictures(): number {
    return this.delivered;
  }

  /** Decoding time of the last of them, in ticks. */
  get lastDelivered(): number | null {
    return this.deliveredUpTo;
  }

  /** Pictures dropped so far. */
  get dropped(): Dropped {
    return { unreferenced: this.unreferenced, groupEnds: this.groupEnds };
  }

  /** ms that the pictures held are seen for, without those it began with and what is on its way anyhow. */
  private get pictureTime(): number {
    return milliseconds((this.held - this.backlog) * this.interval) - this.roundTrip;
  }

  /**
   * ms since the oldest picture held came, with the ms that it is seen for. Of these at most `CATCH_UP` are taken for
   * the machine's, or else one that is busy now and then would hide any congestion.
   */
  private longestWait(now: number): number {
    const oldest = this.sent.find(({ picture }) => picture)?.dts ?? this.waiting.find(({ kind }) => kind === "video")?.dts;
    while (this.arrivals[0] !== undefined && (oldest === undefined || this.arrivals[0].dts < oldest)) this.arrivals.shift();
    const { at, busy } = this.arrivals[0] ?? { at: now, busy: this.busy };
    return now - at - Math.min(this.busy - busy, CATCH_UP) + milliseconds(this.interval);
  }

  private measure(dts: number): void {
    const interval = dts - (this.lastPicture ?? dts);
    if (interval > 0 && interval < HOLE) this.interval = interval;
    this.lastPicture = dts;
  }

  private release(): void {
    this.held -= 1;
    this.backlog = Math.min(this.backlog, this.held);
  }

  private dropUnreferenced(): boolean {
    for (let i = this.waiting.length - 1; i >= 0; i -= 1) {
      if (this.waiting[i]?.disposable !== true) continue;
      this.remove(i);
      this.unreferenced += 1;
      return true;
    }
    return false;
  }

  /** False when only keyframes wait. */
  private dropGroupEnd(): boolean {
    let longest = 0;
    let end = -1;
    let newest = false;
    let length = 0;
    // from the newest group back; of equal ones the newest
    for (let i = this.waiting.length - 1, last = -1, first = true; i >= -1; i -= 1) {
      const unit = this.waiting[i];
      if (unit !== undefined && unit.kind === "audio") continue;
      if (unit !== undefined && !unit.keyframe) {
        if (length === 0) last = i;
        length += 1;
        continue;
      }
      if (length > longest) {
        longest = length;
        end = last;
        newest = first;
      }
      length = 0;
      first = false;
    }
    if (end < 0) return false;
    this.remove(end);
    this.groupEnds += 1;
    if (newest) this.skipping = true;
    return true;
  }

  private remove(index: number): void {
    const [unit] = this.waiting.splice(index, 1);
    this.release();
    if (unit !== undefined) this.onDrop(unit);
  }
}

function milliseconds(ticks: number): number {
  return (ticks * 1000) / TICKS;
}
