import type { Level } from "../../electron/contract/mixer";
import { DelayLine } from "./delay-line";
import { type ChainFilter, FilterChain } from "./filter-chain";
import type { ProcessorTools } from "./filters/kind";
import { Glide } from "./glide";
import { LevelMeter } from "./level-meter";
import { type Stereo, stereo } from "./stereo";

/** How a strip is set. */
export interface StripSettings {
  /** Linear. */
  readonly gain: number;
  readonly muted: boolean;
  /** −1 left only … 1 right only. */
  readonly balance: number;
  readonly mono: boolean;
  /** Whether it goes to the program, and to the person here. */
  readonly program: boolean;
  readonly monitor: boolean;
  readonly filters: readonly ChainFilter[];
}

/** Where strips add their sound up. */
export interface Sums {
  readonly program: Stereo;
  readonly monitor: Stereo;
}

/**
 * One channel: filters, sync delay, mono, balance, fader, then the doors to the program and to the monitor. The monitor
 * hears it without the sync delay. The meter sits behind the fader and before mute and solo, so a muted voice is seen.
 */
export class ChannelStrip {
  private readonly chain: FilterChain;
  private readonly before: DelayLine;
  private readonly delay: DelayLine;
  private readonly volume: Glide;
  private readonly left: Glide;
  private readonly right: Glide;
  private readonly mono: Glide;
  /** Whether its source is seen. */
  private readonly active: Glide;
  private readonly open: Glide;
  private readonly toProgram: Glide;
  private readonly toMonitor: Glide;
  private readonly meter = new LevelMeter();
  private readonly sound: Stereo;
  /** What drives other channels: filtered, before the fader, nothing while it is not heard. */
  readonly key: Stereo;
  /** What it last added to the program; null while nobody wants it alone. */
  part: Stereo | null = null;

  /** `quantum`: sample frames of each piece of sound. */
  constructor(
    settings: StripSettings,
    active: boolean,
    tools: ProcessorTools,
    private readonly quantum: number,
  ) {
    const { gain, muted, balance, mono, program, monitor } = settings;
    this.chain = new FilterChain(tools, quantum);
    this.before = new DelayLine(quantum);
    this.delay = new DelayLine(quantum);
    this.volume = new Glide(gain);
    this.left = new Glide(Math.min(1, 1 - balance));
    this.right = new Glide(Math.min(1, 1 + balance));
    this.mono = new Glide(mono ? 1 : 0);
    this.active = new Glide(active ? 1 : 0);
    this.open = new Glide(muted ? 0 : 1);
    this.toProgram = new Glide(program ? 1 : 0);
    this.toMonitor = new Glide(monitor ? 1 : 0);
    this.sound = stereo(quantum);
    this.key = stereo(quantum);
    this.chain.set(settings.filters);
  }

  set({ gain, muted, balance, mono, program, monitor, filters }: StripSettings): void {
    this.volume.set(gain);
    this.left.set(Math.min(1, 1 - balance));
    this.right.set(Math.min(1, 1 + balance));
    this.mono.set(mono ? 1 : 0);
    this.open.set(muted ? 0 : 1);
    this.toProgram.set(program ? 1 : 0);
    this.toMonitor.set(monitor ? 1 : 0);
    this.chain.set(filters);
  }

  setActive(active: boolean): void {
    this.active.set(active ? 1 : 0);
  }

  /** Whether what it adds to the program is wanted alone as well. */
  setPart(wanted: boolean): void {
    if (!wanted) this.part = null;
    else this.part ??= stereo(this.quantum);
  }

  /** Sample frames by which its filters are late. */
  get latency(): number {
    return this.chain.latency;
  }

  /** Sample frames of delay: `before` the filters, so that all channels' come out of them together, and behind them. */
  setDelay(before: number, behind: number, atOnce: boolean): void {
    this.before.set(before, atOnce);
    this.delay.set(behind, atOnce);
  }

  /** Adds a piece of the channel's sound (null: nothing comes) to the sums. `keyOf` gives the key of another channel. */
  mix(sound: Stereo | null, sums: Sums, keyOf: (channel: string) => Stereo | null): void {
    const [left, right] = this.sound;
    if (sound === null) {
      left.fill(0);
      right.fill(0);
    } else {
      left.set(sound[0]);
      right.set(sound[1]);
    }
    const past = this.before.process(this.sound);
    if (past !== this.sound) {
      left.set(past[0]);
      right.set(past[1]);
    }
    this.chain.process(this.sound, keyOf);
    this.add(this.delay.process(this.sound), sums);
  }

  private add([lateLeft, lateRight]: Stereo, { program, monitor }: Sums): void {
    const [left, right] = this.sound;
    const { part } = this;
    for (let i = 0; i < this.quantum; i++) {
      const active = this.active.next();
      const volume = this.volume.next() * active;
      const gainLeft = this.left.next() * volume;
      const gainRight = this.right.next() * volume;
      const mono = this.mono.next() / 2;
      const open = this.open.next();
      const toProgram = this.toProgram.next() * open;
      const toMonitor = this.toMonitor.next() * open;

      const l = left[i] ?? 0;
      const r = right[i] ?? 0;
      this.key[0][i] = l * active * open;
      this.key[1][i] = r * active * open;
      const shownLeft = (l + mono * (r - l)) * gainLeft;
      const shownRight = (r + mono * (l - r)) * gainRight;
      this.meter.add(shownLeft, shownRight);
      monitor[0][i] = (monitor[0][i] ?? 0) + shownLeft * toMonitor;
      monitor[1][i] = (monitor[1][i] ?? 0) + shownRight * toMonitor;

      const pastLeft = lateLeft[i] ?? 0;
      const pastRight = lateRight[i] ?? 0;
      const partLeft = (pastLeft + mono * (pastRight - pastLeft)) * gainLeft * toProgram;
      const partRight = (pastRight + mono * (pastLeft - pastRight)) * gainRight * toProgram;
      program[0][i] = (program[0][i] ?? 0) + partLeft;
      program[1][i] = (program[1][i] ?? 0) + partRight;
      if (part === null) continue;
      part[0][i] = partLeft;
      part[1][i] = partRight;
    }
  }

  level(): Level {
    return this.meter.read();
  }

  close(): void {
    this.chain.close();
  }
}
