import type { z } from "zod";
import type { KindSettings } from "../../electron/contract/filter";
import type { Field } from "../fields/field";
import type { Layer } from "../stage/layer";
import type { Size } from "../stage/fit";
import type { PictureTools } from "../sources/picture";

/** A kind of video filter: one folder here with its schema, its editor and what it does; registered in kinds.ts. */
export interface FilterKind<Settings = KindSettings> {
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<Settings>;
  readonly fields: readonly Field[];
  /** In the stage worker. Called again when the settings change. */
  readonly filter: (settings: Settings, tools: PictureTools) => VideoFilter;
}

export interface VideoFilter {
  /** What becomes of a source of this size; as it is where absent. */
  readonly size?: (source: Size) => Size;
  /** Counts what changes other than by the source (a file that arrived, a delayed frame that is due); `at` as Picture.version. */
  readonly version?: (at: number) => number;
  /** Gives what is shown instead of `source`, which stays as it is. Valid until the next call. */
  readonly apply: (source: Layer, at: number) => Layer;
  readonly close: () => void;
}
