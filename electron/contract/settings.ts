import { z } from "zod";
import { CollectionName } from "./collection";
import { Destination } from "./destination";
import { EncoderSettings } from "./encoder";
import { Hotkey } from "./hotkey";
import { RecordingSettings } from "./recording";
import { ReplaySettings } from "./replay";
import { StreamSettings } from "./stream";
import { VideoFormat } from "./video";

/** Everything a person sets, as stored on disk (readable JSON, no secrets). */
export const Settings = z.object({
  version: z.literal(2),
  video: VideoFormat,
  encoder: EncoderSettings,
  recording: RecordingSettings,
  replay: ReplaySettings.default({ on: false, seconds: 60 }),
  stream: StreamSettings,
  destinations: z.array(Destination),
  /** The scene collection that is opened at the next start; main keeps it. */
  collection: CollectionName,
  /** A scene is prepared beside the program before it is taken there. */
  studioMode: z.boolean(),
  hotkeys: z.array(Hotkey),
  /** Where channels are heard that are monitored: an output device of the window, "" for the system's own. */
  monitorDevice: z.object({ deviceId: z.string(), label: z.string() }),
  /** Close button hides to the tray instead of quitting. */
  minimizeToTray: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  version: 2,
  video: { width: 1280, height: 720, fps: 30 },
  encoder: {
    encoder: "auto",
    videoBitrate: 3000,
    dynamicBitrate: true,
    bitrateFloor: 600,
    audioBitrate: 160,
    keyframeInterval: 2,
    preset: "veryfast",
    profile: "high",
    tune: "none",
  },
  recording: {
    folder: "",
    pattern: "Tallylight {date} {time}",
    container: "mkv",
    split: { by: "hand", minutes: 30, megabytes: 4000 },
    tracks: "program",
  },
  replay: { on: false, seconds: 60 },
  stream: { delay: 0 },
  destinations: [],
  collection: "Main",
  studioMode: false,
  hotkeys: [],
  monitorDevice: { deviceId: "", label: "" },
  minimizeToTray: false,
};
