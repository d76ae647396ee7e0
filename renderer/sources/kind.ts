import type { z } from "zod";
import type { KindSettings } from "../../electron/contract/filter";
import type { Problem } from "../../electron/contract/problem";
import type { Field } from "../fields/field";
import type { Picture, PictureTools } from "./picture";

/**
 * A kind of source: one folder here with its schema, its editor, its picture and, where it needs the window, its feed;
 * registered in kinds.ts.
 */
export interface SourceKind<Settings = KindSettings> {
  /** As stored in collections. */
  readonly kind: string;
  /** As people call it. */
  readonly name: string;
  /** Name of its icon (studio/icons.ts). */
  readonly icon: string;
  /** Validates; `parse({})` gives a new source's settings. */
  readonly settings: z.ZodType<Settings>;
  readonly fields: readonly Field[];
  /** How a new item of it stands on the canvas: filling it, or at its own size. */
  readonly placed: "fill" | "natural";
  /** Whether it also has sound: then it brings a channel of the mixer. */
  readonly sounds?: boolean;
  /** In the stage worker: what it looks like. Called again when the settings change; the old picture stays until the new one has something to show. */
  readonly picture: (settings: Settings, tools: PictureTools) => Picture;
  /**
   * In the window: what can only be had there (devices, files, pages). What it posts reaches the picture's `fed`.
   * Lives from when the source is first seen or heard to when it is no longer part of the collection.
   */
  readonly feed?: (settings: Settings, link: FeedLink) => Feed;
}

/** How a source is. starting: nothing to show yet. lost: tried again by itself. failed: only a person can help. */
export interface SourceState {
  readonly phase: "starting" | "showing" | "lost" | "failed";
  readonly problem: Problem | null;
  /** Size in pixels and measured rate of what it gives; 0 while unknown. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Of a media source: where it is and how long it is, in ms; and whether it stands. */
  readonly media?: { readonly position: number; readonly duration: number; readonly paused: boolean };
}

export interface FeedLink {
  /** Id of the source. */
  readonly id: string;
  /** To the source's picture in the stage worker. */
  readonly post: (message: unknown, transfer?: Transferable[]) => void;
  readonly tell: (state: Pick<SourceState, "phase" | "problem" | "media">) => void;
  /** Its sound: interleaved stereo float at 48 kHz arrives on this port at the mixer. */
  readonly sound: (port: MessagePort) => void;
  /** The program's format: nobody needs more than this. */
  readonly format: { readonly width: number; readonly height: number; readonly fps: number };
}

export interface Feed {
  /** Of the editor's "action" fields and the media controls: "restart", "pause", "play", "seek" (argument in ms), "refresh". */
  readonly command?: (command: string, argument?: number) => void;
  /** What the picture says: see PictureTools.say. */
  readonly heard?: (message: unknown) => void;
  /** Whether it is in the program now, in a scene of it, or nested in one. */
  readonly setActive?: (active: boolean) => void;
  readonly close: () => void;
}
