import type { Address } from "../contract/address";
import type { EncoderSettings } from "../contract/encoder";
import type { RecordingContainer } from "../contract/recording";
import type { AudioSource, VideoSource } from "../contract/source";
import type { z } from "zod";

/** Sources of this run only, instead of those of the collection. */
export interface LaunchSources {
  /** `window` and `screen` may carry an empty sourceId: the window finds it by label, or takes the first. */
  picture: VideoSource | null;
  /** null: the collection's sounds; an empty list: silence. */
  audio: AudioSource[] | null;
}

/** An output of this run only, from --output. */
export type LaunchOutput =
  | { kind: "stream"; address: Address }
  | { kind: "file"; file: string; container: z.infer<typeof RecordingContainer> };

/** Settings that the command line sets for this run; absent means as saved. */
export interface Overrides {
  size?: { width: number; height: number };
  fps?: number;
  videoBitrate?: number;
  encoder?: EncoderSettings["encoder"];
  minimizeToTray?: true;
  /** The replay buffer is on, and keeps so many seconds. */
  replaySeconds?: number;
}

/** What the command line asks for. */
export interface LaunchOptions {
  /** Name of the scene collection; null for the one that was open last. */
  collection: string | null;
  /** Name of the scene to begin with; null for the one that was on the program last. */
  scene: string | null;
  sources: LaunchSources;
  outputs: LaunchOutput[];
  overrides: Overrides;
  startStreaming: boolean;
  startRecording: boolean;
  rehearse: boolean;
  hidden: boolean;
  /** Seconds from when the encoder runs; null for no end. */
  duration: number | null;
  /** Absolute file, "-" for standard output, null for none. */
  statusJson: string | null;
  /** Absolute; null for the system's place. */
  userDataDir: string | null;
}

/** Whether the command line starts something by itself. */
export function startsSomething(options: LaunchOptions): boolean {
  return options.startStreaming || options.startRecording || options.rehearse || options.outputs.length > 0;
}
