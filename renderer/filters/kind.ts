import type { z } from "zod";
import type { KindSettings } from "../../electron/contract/filter";
import type { Field } from "../fields/field";
import type { Layer } from "../stage/layer";
import type { Size } from "../stage/fit";
import type { PictureTools } from "../sources/picture";

/** What the stage lends to filters. */
export type FilterTools = Pick<
  PictureTools,
  "kernels" | "compiled" | "memory" | "allocate" | "allocateBytes" | "fromRgba"
>;

/** A kind of video filter: one folder here with its schema, its editor and what it does; registered in kinds.ts. */
export interface FilterKind<Settings = KindSettings> {
  readonly kind: string;
  readonly name: string;
  /** Validates; `parse({})` gives a new filter's settings. */
  readonly settings: z.ZodType<Settings>;
  readonly fields: readonly Field[];
  /**
   * Absolute paths of the files it needs, none while none are chosen. The stage has the window read them (`file.read`) when
   * the filter is made and whenever they change, and hands each to VideoFilter.file; one that cannot be read is told as the
   * source's problem.
   */
  readonly files?: (settings: Settings) => readonly string[];
  /** In the stage worker. Called again when the settings change. */
  readonly filter: (settings: Settings, tools: FilterTools) => VideoFilter;
}

export interface VideoFilter {
  /** What becomes of a source of this size, which is asked before `apply` whenever it changes; as it is where absent. */
  readonly size?: (source: Size) => Size;
  /** Counts what changes other than by the source (a file that arrived, a delayed frame that is due); `at` as Picture.version. */
  readonly version?: (at: number) => number;
  /**
   * The content of one of the kind's `files`. Until it came, pictures pass as they are; so they do when it rejects, with a
   * ProblemError, because the content is of no use.
   */
  readonly file?: (path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** False while it waits for its file, or reads it: the filter that it takes the place of is applied so long. True where absent. */
  readonly ready?: () => boolean;
  /**
   * Gives what is shown instead of `source`, which stays as it is. `changed`: whether the source's pixels are others than at
   * the last call. Valid until the next call.
   */
  readonly apply: (source: Layer, at: number, changed: boolean) => Layer;
  readonly close: () => void;
}
