import type { Unit } from "../bus/unit";

export interface HandoverPlan {
  /** Timestamp (90 kHz) from which sound is the new encoder's. */
  readonly soundFrom: number;
  /** Sound beside the program's. */
  readonly tracks: number;
  /** Ticks by which the old encoder's units came after the program: they go on coming so. */
  readonly latency: number;
}

/**
 * The units of an encoder that ends and of the one that goes on, as one stream: all pictures of the old one, then all of
 * the new; sound of the old one up to a frame, then of the new. The old one gives what it held in one burst, which would
 * look like congestion to every output: its units are let go at the pace at which they would have come. Pure.
 */
export class Handover {
  private readonly plan: HandoverPlan;
  private readonly emit: (unit: Unit, from: "old" | "next") => void;
  private readonly leaving: Unit[] = [];
  private readonly coming: Unit[] = [];
  private now = -Infinity;
  private ended = false;
  /** Sound of the new one that has come so far that it is taken. */
  private readonly joined = new Set<number>();

  constructor(plan: HandoverPlan, emit: (unit: Unit, from: "old" | "next") => void) {
    this.plan = plan;
    this.emit = emit;
  }

  /** A unit of the encoder that ends. */
  old(unit: Unit): void {
    if (unit.kind === "audio" && unit.pts >= this.plan.soundFrom) return;
    this.leaving.push(unit);
    this.release();
  }

  /** All of its units have come. */
  oldEnded(): void {
    this.ended = true;
    this.release();
  }

  /** A unit of the encoder that goes on. */
  next(unit: Unit): void {
    if (unit.kind === "audio") {
      if (unit.pts < this.plan.soundFrom) return;
      this.joined.add(unit.track);
    }
    this.coming.push(unit);
    this.release();
  }

  /** The program is at this timestamp; Infinity when it is over. */
  tick(now: number): void {
    this.now = now;
    this.release();
  }

  /** The new encoder's units may pass by themselves. */
  get done(): boolean {
    return this.ended && this.joined.size > this.plan.tracks && this.leaving.length === 0 && this.coming.length === 0;
  }

  private release(): void {
    for (;;) {
      const old = this.leaving[0];
      const next = this.ended ? this.coming[0] : undefined;
      // What is there of the new encoder is due, and so is everything before it.
      if (next !== undefined && (old === undefined || next.dts < old.dts)) {
        this.coming.shift();
        this.emit(next, "next");
      } else if (old !== undefined && (next !== undefined || old.dts + this.plan.latency <= this.now)) {
        this.leaving.shift();
        this.emit(old, "old");
      } else return;
    }
  }
}
