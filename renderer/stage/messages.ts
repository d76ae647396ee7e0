import type { Filter, KindSettings } from "../../electron/contract/filter";
import type { Problem } from "../../electron/contract/problem";
import type { Scene, Transition } from "../../electron/contract/scene";
import type { VideoFormat } from "../../electron/contract/video";
import type { Size } from "./fit";

/** A source as the worker is told of it. `turn` numbers its settings, so that what is late from older ones is known as such. */
export interface StagedSource {
  readonly id: string;
  readonly turn: number;
  readonly kind: string;
  readonly settings: KindSettings;
  readonly filters: readonly Filter[];
  /** Made ready before it is first seen. */
  readonly preload?: boolean;
}

/** The two small pictures for the window. */
export type Monitor = "program" | "prepared";

/** Window → stage worker. */
export type StageOrder =
  | { readonly type: "format"; readonly format: VideoFormat }
  | {
      readonly type: "collection";
      readonly canvas: Size;
      readonly scenes: readonly Scene[];
      readonly sources: readonly StagedSource[];
    }
  | { readonly type: "take"; readonly scene: string; readonly transition: Transition }
  | { readonly type: "bar"; readonly position: number | null; readonly transition: Transition }
  | { readonly type: "prepare"; readonly scene: string | null }
  | { readonly type: "engine"; readonly port: MessagePort }
  /** From a source's feed to its picture. */
  | { readonly type: "fed"; readonly source: string; readonly turn: number; readonly message: unknown }
  /** The content of a file that a filter of a source needs. */
  | {
      readonly type: "file";
      readonly source: string;
      readonly filter: string;
      readonly path: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  /** Where a small picture goes, and how wide it is seen, in pixels of the screen; null: not at all. */
  | { readonly type: "monitor"; readonly monitor: Monitor; readonly frames: WritableStream<VideoFrame> }
  | { readonly type: "shown"; readonly monitor: Monitor; readonly width: number | null }
  | { readonly type: "close" };

/** What a source gives, as the worker sees it. */
export interface SourceReport {
  readonly source: string;
  readonly turn: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Why its picture cannot be shown, and what is wrong with its filters. */
  readonly problem: Problem | null;
  readonly filterProblem: Problem | null;
}

/** What is on the program: a scene, and while it gives way, to which and how far. */
export interface OnProgram {
  readonly scene: string;
  readonly transition: { readonly to: string; readonly position: number } | null;
}

/** Stage worker → window. */
export type StageReport =
  /** At the first picture, then whenever it changed, at most once a second. */
  | ({ readonly type: "source" } & SourceReport)
  /** From a source's picture to its feed. */
  | { readonly type: "said"; readonly source: string; readonly turn: number; readonly message: unknown }
  /** Sources whose pictures were made (their feeds are wanted), and those that are in the program. */
  | { readonly type: "seen"; readonly staged: readonly string[]; readonly active: readonly string[] }
  | { readonly type: "program"; readonly program: OnProgram };
