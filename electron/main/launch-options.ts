import type { Address } from "../contract/address";
import type { LaunchSources } from "../contract/commandline";
import type { EncoderSettings } from "../contract/encoder";
import type { RecordingContainer } from "../contract/recording";
import type { z } from "zod";

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
}

/** What the command line asks for. */
export interface LaunchOptions {
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
