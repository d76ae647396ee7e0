import type { z } from "zod";
import { ReplaySettings } from "../../../electron/contract/replay";
import { Settings } from "../../../electron/contract/settings";

/** What the dialog edits. */
export const SettingsForm = Settings.pick({
  ...{ video: true, encoder: true, recording: true, minimizeToTray: true },
  ...{ hotkeys: true, monitorDevice: true, stream: true },
}).extend({ replay: ReplaySettings });
export type SettingsForm = z.infer<typeof SettingsForm>;

export type Section = "video" | "encoder" | "stream" | "audio" | "recording" | "hotkeys" | "general";

/** A figure of the form: where it lives, its limits from the contract, its unit. */
export interface FigureField {
  readonly name:
    | `video.${keyof SettingsForm["video"]}`
    | `encoder.${"videoBitrate" | "bitrateFloor" | "audioBitrate" | "keyframeInterval"}`
    | `recording.split.${"minutes" | "megabytes"}`
    | "stream.delay"
    | "replay.seconds";
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly even: boolean;
}

function figure(name: FigureField["name"], schema: z.ZodNumber, unit: string, even = false): FigureField {
  return { name, min: schema.minValue ?? 0, max: schema.maxValue ?? Number.MAX_SAFE_INTEGER, unit, even };
}

const { video, encoder, recording, replay } = SettingsForm.shape;
const { split } = recording.shape;

export const figureFields = {
  delay: figure("stream.delay", SettingsForm.shape.stream.shape.delay, "s"),
  width: figure("video.width", video.shape.width, "px", true),
  height: figure("video.height", video.shape.height, "px", true),
  fps: figure("video.fps", video.shape.fps, "fps"),
  videoBitrate: figure("encoder.videoBitrate", encoder.shape.videoBitrate, "kb/s"),
  bitrateFloor: figure("encoder.bitrateFloor", encoder.shape.bitrateFloor, "kb/s"),
  audioBitrate: figure("encoder.audioBitrate", encoder.shape.audioBitrate, "kb/s"),
  keyframeInterval: figure("encoder.keyframeInterval", encoder.shape.keyframeInterval, "s"),
  splitMinutes: figure("recording.split.minutes", split.shape.minutes, "min"),
  splitSize: figure("recording.split.megabytes", split.shape.megabytes, "MB"),
  replaySeconds: figure("replay.seconds", replay.shape.seconds, "s"),
} as const;

/** What may be entered, as a sentence. */
export function limitsOf({ min, max, unit, even }: FigureField): string {
  return `${even ? "Even, " : ""}${min} to ${max} ${unit}`;
}

/** Usual picture sizes; anything else is entered as width and height. */
export const sizes = [
  { width: 3840, height: 2160, name: "4K" },
  { width: 2560, height: 1440, name: "1440p" },
  { width: 1920, height: 1080, name: "1080p" },
  { width: 1280, height: 720, name: "720p" },
  { width: 852, height: 480, name: "480p" },
] as const;

/** An example of the file name a pattern makes. */
export function exampleFile(pattern: string, { width, height, fps }: SettingsForm["video"], container: string): string {
  const words: Record<string, string | number> = { date: "2025-03-01", time: "19-30-00", width, height, fps };
  return `${pattern.replace(/\{(\w+)\}/g, (all, word: string) => String(words[word] ?? all))}.${container}`;
}
