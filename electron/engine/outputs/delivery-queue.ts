import { TICKS, type Unit } from "../bus/unit";

/** Pictures left out so that the rest comes through. */
export interface Dropped {
  /** Pictures that no other picture refers to: they went first. */
  readonly unreferenced: number;
  /** The last pictures of a group, up to the next keyframe. */
  readonly groupEnds: number;
}

/** Longer than any interval between pictures, in ticks: a longer one is a hole that the encoder left. */
const HOLE = TICKS / 4;

/**
 * Media on its way to one place: units that wait, then units handed over whose bytes are not confirmed yet, measured
 * in ms of pictures. Above `relief` ms pictures that nothing refers to go; above `bound` ms the longest group of
 * pictures that waits loses its last one, and when that is the newest group, all that would follow in it. So what is
 * left can always be decoded: the viewer sees a freeze, and of every group its beginning. Sound and keyframes stay.
 */
export class DeliveryQueue {
  private readonly bound: number;
  private readonly relief: number;
  private waiting: Unit[] = [];
  private readonly sent: { readonly dts: number; readonly end: number; readonly picture: boolean }[] = [];
  private newest = 0;
  private sentBytes = 0;
  /** Pictures that wait or are not confirmed, and of them those it began with. */
  private held = 0;
  private backlog = 0;
  private lastPicture: number | null = null;
  /** Ticks from picture to picture. */
  private interval = 0;
  private skipping = false;
  private unreferenced = 0;
  private groupEnds = 0;

  /** Both in ms of pictures. */
  constructor(bound: number, relief = bound) {
    this.bound = bound;
    this.relief = relief;
  }

  /** `replayed`: it is from before now, so that it waits is no sign of congestion. */
  push(unit: Unit, replayed = false): void {
    if (unit.kind === "audio") {
      this.newest = Math.max(this.newest, unit.dts);
      this.waiting.push(unit);
      return;
    }
    this.measure(unit.dts);
    if (unit.keyframe) this.skipping = false;
    if (this.skipping) {
      this.groupEnds += 1;
      return;
    }
    this.newest = Math.max(this.newest, unit.dts);
    this.waiting.push(unit);
    this.held += 1;
    if (replayed) this.backlog += 1;
    while (this.pictureTime > this.relief && this.dropUnreferenced());
    while (this.pictureTime > this.bound && this.dropGroupEnd());
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

  /** So many of the bytes handed over have left. */
  confirm(bytes: number): void {
    while (this.sent.length > 0 && (this.sent[0]?.end ?? 0) <= bytes) {
      if (this.sent.shift()?.picture === true) this.release();
    }
  }

  /** Nothing waits to be handed over. */
  get drained(): boolean {
    return this.waiting.length === 0;
  }

  /** Everything is confirmed. */
  get empty(): boolean {
    return this.drained && this.sent.length === 0;
  }

  /** ms of media between the newest unit and the oldest one not confirmed. */
  get delay(): number {
    const oldest = this.sent[0] ?? this.waiting[0];
    return oldest === undefined ? 0 : Math.max(0, milliseconds(this.newest - oldest.dts));
  }

  /** Pictures dropped so far. */
  get dropped(): Dropped {
    return { unreferenced: this.unreferenced, groupEnds: this.groupEnds };
  }

  /** ms that the pictures held are seen for, without those it began with. */
  private get pictureTime(): number {
    return milliseconds((this.held - this.backlog) * this.interval);
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
    this.waiting.splice(index, 1);
    this.release();
  }
}

function milliseconds(ticks: number): number {
  return (ticks * 1000) / TICKS;
}
