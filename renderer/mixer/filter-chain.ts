import type { KindSettings } from "../../electron/contract/filter";
import { DelayLine } from "./delay-line";
import type { Processor, ProcessorTools } from "./filters/kind";
import { audioFilterKind } from "./filters/kinds";
import { Glide } from "./glide";
import { type Stereo, stereo } from "./stereo";

/** A filter as the audio thread gets it: of a kind it knows, its settings valid. */
export interface ChainFilter {
  readonly id: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly settings: KindSettings;
  /** Id of the channel that drives it, null for its own. */
  readonly key: string | null;
}

/** One place in the chain. What is switched off passes its sound on equally late, so that nothing jumps. */
class Slot {
  private processor: Processor;
  private readonly enabled: Glide;
  private readonly around: DelayLine;
  private readonly dry: Stereo;
  private filter: ChainFilter;

  constructor(
    filter: ChainFilter,
    private readonly tools: ProcessorTools,
    private readonly quantum: number,
  ) {
    this.filter = filter;
    this.processor = this.make();
    this.enabled = new Glide(filter.enabled ? 1 : 0);
    this.dry = stereo(quantum);
    this.around = new DelayLine(quantum);
    this.around.set(this.latency, true);
  }

  get latency(): number {
    return this.processor.latency ?? 0;
  }

  is({ id, kind }: ChainFilter): boolean {
    return this.filter.id === id && this.filter.kind === kind;
  }

  set(filter: ChainFilter): void {
    this.filter = filter;
    if (filter.enabled && this.enabled.rests(0)) {
      // What it remembered is long over.
      this.close();
      this.processor = this.make();
    } else this.processor.set(filter.settings);
    this.enabled.set(filter.enabled ? 1 : 0);
  }

  process(sound: Stereo, keyOf: (channel: string) => Stereo | null): void {
    const [left, right] = sound;
    if (this.latency === 0 && this.enabled.rests(0)) return;
    const whole = this.enabled.rests(1);
    // The delay for what is switched off must know the past.
    if (!whole || this.latency > 0) {
      const past = this.around.process(sound);
      this.dry[0].set(past[0]);
      this.dry[1].set(past[1]);
    }
    if (!this.enabled.rests(0)) this.processor.process(sound, this.filter.key === null ? null : keyOf(this.filter.key));
    if (whole) return;
    for (let i = 0; i < this.quantum; i++) {
      const share = this.enabled.next();
      const [l, r] = [this.dry[0][i] ?? 0, this.dry[1][i] ?? 0];
      left[i] = share === 0 ? l : l + share * ((left[i] ?? 0) - l);
      right[i] = share === 0 ? r : r + share * ((right[i] ?? 0) - r);
    }
  }

  close(): void {
    this.processor.close?.();
  }

  private make(): Processor {
    const kind = audioFilterKind(this.filter.kind);
    if (kind === null) throw new Error(`The audio thread was given a filter of an unknown kind: ${this.filter.kind}`);
    return kind.processor(this.filter.settings, this.tools);
  }
}

/** A channel's filters, passed in order. Filters that stay keep what they remember. */
export class FilterChain {
  private slots: Slot[] = [];
  /** Other filters or another order: taken when the sound has gone down for a moment. */
  private next: Slot[] | null = null;
  private lifted = true;
  /** Pieces for which nothing that has come through other filters comes out of them. */
  private quiet = 0;

  constructor(
    private readonly tools: ProcessorTools,
    private readonly quantum: number,
  ) {}

  /** Sample frames by which sound comes out later than it goes in. */
  get latency(): number {
    return (this.next ?? this.slots).reduce((sum, slot) => sum + slot.latency, 0);
  }

  set(filters: readonly ChainFilter[]): void {
    const known = new Set([...this.slots, ...(this.next ?? [])]);
    const wanted = filters.map((filter) => {
      const slot = [...known].find((candidate) => candidate.is(filter));
      slot?.set(filter);
      return slot ?? new Slot(filter, this.tools, this.quantum);
    });
    const stays = wanted.length === this.slots.length && wanted.every((slot, i) => slot === this.slots[i]);
    this.next = stays ? null : wanted;
    for (const slot of known) if (!wanted.includes(slot) && !this.slots.includes(slot)) slot.close();
  }

  /** In place. `keyOf` gives the sound of another channel. */
  process(sound: Stereo, keyOf: (channel: string) => Stereo | null): void {
    for (const slot of this.slots) slot.process(sound, keyOf);
    if (this.quiet > 0) {
      this.quiet -= 1;
      sound[0].fill(0);
      sound[1].fill(0);
    } else {
      const lifts = this.next === null;
      if (lifts !== this.lifted) this.ramp(sound, lifts);
      this.lifted = lifts;
    }
    if (this.next !== null && !this.lifted) this.change(this.next);
  }

  close(): void {
    for (const slot of new Set([...this.slots, ...(this.next ?? [])])) slot.close();
  }

  private change(next: Slot[]): void {
    for (const slot of this.slots) if (!next.includes(slot)) slot.close();
    this.slots = next;
    this.next = null;
    this.quiet = Math.ceil(this.latency / this.quantum);
  }

  /** Within one piece down to silence, or up from it. */
  private ramp([left, right]: Stereo, up: boolean): void {
    for (let i = 0; i < this.quantum; i++) {
      const share = (i + 1) / this.quantum;
      const gain = up ? share : 1 - share;
      left[i] = (left[i] ?? 0) * gain;
      right[i] = (right[i] ?? 0) * gain;
    }
  }
}
