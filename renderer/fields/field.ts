import type { KindSettings } from "../../electron/contract/filter";

/** What every field says: which setting it edits, its label, and when it is there at all. */
interface Common {
  readonly key: string;
  readonly label: string;
  readonly when?: (settings: KindSettings) => boolean;
}

/**
 * One row of the editor of a source or filter kind. Editors are said as data, so that every kind's looks and behaves
 * alike, and the stage worker and the audio thread can hold the kinds without the user interface.
 */
export type Field =
  /** A number; `slider` also draws one. Unit as people read it: "dB", "ms", "px", "%". */
  | (Common & {
      readonly type: "figure";
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit?: string;
      readonly slider?: boolean;
    })
  | (Common & { readonly type: "text"; readonly lines?: number; readonly placeholder?: string })
  | (Common & { readonly type: "switch" })
  | (Common & { readonly type: "choice"; readonly options: readonly { readonly value: string; readonly label: string }[] })
  /** #rrggbb, or #rrggbbaa where `alpha`. */
  | (Common & { readonly type: "colour"; readonly alpha?: boolean })
  /** An absolute path; extensions without dots, none for every file. */
  | (Common & { readonly type: "file"; readonly extensions: readonly string[] })
  /** A list of absolute paths. */
  | (Common & { readonly type: "files"; readonly extensions: readonly string[] })
  /** A font family of this machine. */
  | (Common & { readonly type: "font" })
  /** A camera, screen or window; the setting under `key` is its id, the one under `labelKey` its label. */
  | (Common & { readonly type: "device"; readonly device: "camera" | "screen" | "window"; readonly labelKey: string })
  /** The id of a scene that may stand inside this one. */
  | (Common & { readonly type: "scene" })
  /** The id of another channel of the mixer, or "" for none. */
  | (Common & { readonly type: "channel" })
  /** A button that sends a command to the source (see SourceKind.feed). */
  | { readonly type: "action"; readonly label: string; readonly command: string };
