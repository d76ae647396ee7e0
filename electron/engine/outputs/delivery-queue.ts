import { TICKS, type Unit } from "../bus/unit";

/**
 * Media on its way to one place, measured in ms of media: units that wait, then units handed over whose bytes are
 * not confirmed yet. When more than `bound` ms wait, what waits is dropped up to a keyframe, picture and sound alike.
 */
export class DeliveryQueue {
  private readonly bound: number;
  private waiting: Unit[] = [];
  private readonly sent: { readonly dts: number; readonly end: number }[] = [];
  private newest = 0;
  private sentBytes = 0;
  private skipping = false;
  private dropped = 0;

  /** `bound` in ms. */
  constructor(bound: number) {
    this.bound = bound;
  }

  push(unit: Unit): void {
    if (unit.keyframe) this.skipping = false;
    if (this.skipping) {
      this.count([unit]);
      return;
    }
    this.newest = Math.max(this.newest, unit.dts);
    this.waiting.push(unit);
    const oldest = this.waiting[0];
    if (oldest !== undefined && milliseconds(unit.dts - oldest.dts) > this.bound) this.drop();
  }

  /** Takes the oldest waiting unit. */
  next(): Unit | undefined {
    return this.waiting.shift();
  }

  /** The unit was handed over as this many bytes, after everything handed over before. */
  handedOver(unit: Unit, bytes: number): void {
    this.sentBytes += bytes;
    if (bytes > 0) this.sent.push({ dts: unit.dts, end: this.sentBytes });
  }

  /** So many of the bytes handed over have left. */
  confirm(bytes: number): void {
    while (this.sent.length > 0 && (this.sent[0]?.end ?? 0) <= bytes) this.sent.shift();
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
  get droppedFrames(): number {
    return this.dropped;
  }

  private drop(): void {
    const keyframe = this.waiting.map((unit) => unit.keyframe).lastIndexOf(true);
    // without a later keyframe to go on from, all of it goes and the next one is awaited
    this.skipping = keyframe <= 0;
    this.count(this.waiting.splice(0, this.skipping ? this.waiting.length : keyframe));
  }

  private count(units: readonly Unit[]): void {
    this.dropped += units.filter((unit) => unit.kind === "video").length;
  }
}

function milliseconds(ticks: number): number {
  return (ticks * 1000) / TICKS;
}
