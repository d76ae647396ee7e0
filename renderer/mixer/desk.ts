import { BLOCK_FRAMES, type Level, type Loudness } from "../../electron/contract/mixer";
import { ChannelStrip, type StripSettings, type Sums } from "./channel-strip";
import type { ProcessorTools } from "./filters/kind";
import { LevelMeter } from "./level-meter";
import { LoudnessMeter } from "./loudness/loudness-meter";
import { type Stereo, stereo } from "./stereo";

/** Where a channel's sound comes from: an input of the worklet, the test tone, or a source of the collection. */
export type DeskInput = number | "tone" | { readonly source: string };

/** A channel as the audio thread sees it. */
export interface DeskChannel extends StripSettings {
  readonly id: string;
  readonly input: DeskInput;
  readonly solo: boolean;
  /** Sample frames by which it is to be heard later than it came; earlier where negative. */
  readonly offset: number;
}

export interface Levels {
  readonly channels: ReadonlyMap<string, Level>;
  readonly program: Level;
  readonly loudness: Loudness;
}

/**
 * Sums the channels to the program. A channel that is to be heard earlier than it comes, or whose filters are late, holds
 * all the others back.
 */
export class Desk {
  private readonly strips = new Map<string, ChannelStrip>();
  private channels: readonly DeskChannel[] = [];
  private wanted: readonly string[] = [];
  private kept: ReadonlyMap<string, Stereo> = new Map();
  private active: ReadonlySet<string> = new Set();
  private readonly meter = new LevelMeter();
  private readonly loudness: LoudnessMeter;
  private readonly sums: Sums;
  private late = 0;

  /** `quantum`: sample frames of each piece of sound. */
  constructor(
    private readonly quantum: number,
    private readonly tools: ProcessorTools,
  ) {
    this.loudness = new LoudnessMeter(quantum);
    this.sums = { program: stereo(quantum), monitor: stereo(quantum) };
  }

  set(channels: readonly DeskChannel[]): void {
    const soloed = channels.some((c) => c.solo);
    const ids = new Set(channels.map((c) => c.id));
    for (const [id, strip] of this.strips) {
      if (ids.has(id)) continue;
      strip.close();
      this.strips.delete(id);
    }
    const added = new Set<string>();
    for (const channel of channels) {
      const heard = { ...channel, muted: channel.muted || (soloed && !channel.solo) };
      const strip = this.strips.get(channel.id);
      strip?.set(heard);
      if (strip !== undefined) continue;
      added.add(channel.id);
      this.strips.set(channel.id, new ChannelStrip(heard, this.isActive(channel), this.tools, this.quantum));
    }
    // Those that are driven by others come after them.
    const driven = ({ filters }: DeskChannel): number => Number(filters.some((f) => f.key !== null));
    this.channels = [...channels].sort((a, b) => driven(a) - driven(b));
    this.activate();
    this.align(added);
    this.keepParts();
  }

  /** The channels whose part of the program is wanted alone; those that are not there yet will be when they come. */
  setTracks(channels: readonly string[]): void {
    this.wanted = channels;
    this.keepParts();
  }

  /** What each wanted channel last added to the program; another map when others are wanted or there. */
  get parts(): ReadonlyMap<string, Stereo> {
    return this.kept;
  }

  /** The sources that are seen now: the others' channels are silent. */
  setActive(sources: ReadonlySet<string>): void {
    this.active = sources;
    this.activate();
  }

  /** Sample frames by which the program is held back for the channels that must be early. */
  get lateness(): number {
    return this.late;
  }

  /** Whether any channel plays the test tone. */
  get hasTone(): boolean {
    return this.channels.some((c) => c.input === "tone");
  }

  /** Sums all channels: the program, not clamped, and the monitor's mix; valid until the next call. */
  mix(sound: (input: DeskInput) => Stereo | null): Sums {
    const { program, monitor } = this.sums;
    for (const sum of [program, monitor]) {
      sum[0].fill(0);
      sum[1].fill(0);
    }
    for (const { id, input } of this.channels) this.strips.get(id)?.mix(sound(input), this.sums, this.keyOf);
    for (let i = 0; i < this.quantum; i++) this.meter.add(program[0][i] ?? 0, program[1][i] ?? 0);
    this.loudness.add(program);
    return this.sums;
  }

  resetLoudness(): void {
    this.loudness.reset();
  }

  /** Levels since the last reading; the program's before it is clamped, so that an overload reads above 0 dBFS. */
  levels(): Levels {
    const channels = new Map<string, Level>();
    for (const [id, strip] of this.strips) channels.set(id, strip.level());
    return { channels, program: this.meter.read(), loudness: this.loudness.read() };
  }

  private readonly keyOf = (channel: string): Stereo | null => this.strips.get(channel)?.key ?? null;

  private isActive({ input }: DeskChannel): boolean {
    return typeof input !== "object" || this.active.has(input.source);
  }

  private activate(): void {
    for (const channel of this.channels) this.strips.get(channel.id)?.setActive(this.isActive(channel));
  }

  private keepParts(): void {
    for (const [id, strip] of this.strips) strip.setPart(this.wanted.includes(id));
    this.kept = new Map(
      this.wanted.flatMap((id) => {
        const part = this.strips.get(id)?.part ?? null;
        return part === null ? [] : [[id, part] as const];
      }),
    );
  }

  /** In whole blocks, so that what is held back for them changes seldom. */
  private align(added: ReadonlySet<string>): void {
    const strips = this.channels.flatMap(({ id, offset }) => {
      const strip = this.strips.get(id);
      return strip === undefined ? [] : [{ strip, offset, latency: strip.latency, atOnce: added.has(id) }];
    });
    this.late = Math.ceil(Math.max(0, ...strips.map(({ latency, offset }) => latency - offset)) / BLOCK_FRAMES) * BLOCK_FRAMES;
    const latest = Math.max(0, ...strips.map(({ latency }) => latency));
    for (const { strip, offset, latency, atOnce } of strips) {
      const delay = this.late + offset - latency;
      // What drives another channel's filter is to come out of its own when that does.
      const before = Math.min(latest - latency, delay);
      strip.setDelay(before, delay - before, atOnce);
    }
  }
}
