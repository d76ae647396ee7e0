import type { Level } from "../../electron/contract/mixer";
import { ChannelStrip } from "./channel-strip";
import { LevelMeter } from "./level-meter";

/** A channel as the worklet sees it: where its sound comes from, as a factor how loud, and whether it is heard. */
export interface DeskChannel {
  readonly id: string;
  /** Input of the worklet, or the test tone. */
  readonly input: number | "tone";
  readonly gain: number;
  readonly muted: boolean;
}

export interface Levels {
  readonly channels: ReadonlyMap<string, Level>;
  readonly program: Level;
}

/** Both sides of one input; null when nothing is connected. */
export type Stereo = readonly [left: Float32Array, right: Float32Array];

/** Sums the channels to the program. */
export class Desk {
  private readonly strips = new Map<string, ChannelStrip>();
  private channels: readonly DeskChannel[] = [];
  private readonly meter = new LevelMeter();

  set(channels: readonly DeskChannel[]): void {
    this.channels = channels;
    const ids = new Set(channels.map((c) => c.id));
    for (const id of this.strips.keys()) if (!ids.has(id)) this.strips.delete(id);
    for (const { id, gain, muted } of channels) {
      const strip = this.strips.get(id);
      if (strip === undefined) this.strips.set(id, new ChannelStrip(gain, muted));
      else strip.set(gain, muted);
    }
  }

  /** Whether any channel plays the test tone. */
  get hasTone(): boolean {
    return this.channels.some((c) => c.input === "tone");
  }

  /** Writes the sum of all channels into `left` and `right`, not clamped. */
  mix(sound: (input: DeskChannel["input"]) => Stereo | null, left: Float32Array, right: Float32Array): void {
    left.fill(0);
    right.fill(0);
    for (const { id, input } of this.channels) {
      const stereo = sound(input);
      if (stereo !== null) this.strips.get(id)?.mix(stereo[0], stereo[1], left, right);
    }
    for (let i = 0; i < left.length; i++) this.meter.add(left[i] ?? 0, right[i] ?? 0);
  }

  /** Levels since the last reading; the program's before it is clamped, so that an overload reads above 0 dBFS. */
  levels(): Levels {
    const channels = new Map<string, Level>();
    for (const [id, strip] of this.strips) channels.set(id, strip.level());
    return { channels, program: this.meter.read() };
  }
}
