import type { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Field } from "../../fields/field";
import type { Stereo } from "../stereo";
import type { Rnnoise } from "./noise-suppression/rnnoise";

/** What the audio thread lends to filters. */
export interface ProcessorTools {
  /** Sample frames a second. */
  readonly rate: number;
  /** The noise suppression's network; null until the window has sent it. */
  readonly rnnoise: () => Rnnoise | null;
}

/** A kind of audio filter: one folder here with its schema, its editor and what it does; registered in kinds.ts. */
export interface AudioFilterKind<Settings = KindSettings> {
  readonly kind: string;
  readonly name: string;
  /** Validates; `parse({})` gives a new filter's settings. */
  readonly settings: z.ZodType<Settings>;
  readonly fields: readonly Field[];
  /** The channel whose sound drives it instead of its own; "" for its own. */
  readonly sideChain?: (settings: Settings) => string;
  /** On the audio thread. */
  readonly processor: (settings: Settings, tools: ProcessorTools) => Processor<Settings>;
}

export interface Processor<Settings = KindSettings> {
  /** Sample frames by which sound comes out later than it goes in; none where absent. */
  readonly latency?: number;
  /** Goes on with other settings: glides to them, keeps what it remembers. */
  set(settings: Settings): void;
  /** Changes the sound in place; `key` is the side chain's, null where the sound drives itself. Allocates nothing. */
  process(sound: Stereo, key: Stereo | null): void;
  close?(): void;
}
