import { z } from "zod";
import { Destination } from "./destination";
import { EncoderSettings } from "./encoder";
import { RecordingSettings } from "./recording";
import { MixerChannel, VideoSource } from "./source";
import { VideoFormat } from "./video";

/** Everything a person sets, as stored on disk (readable JSON, no secrets). */
export const Settings = z.object({
  version: z.literal(1),
  video: VideoFormat,
  encoder: EncoderSettings,
  recording: RecordingSettings,
  destinations: z.array(Destination),
  picture: VideoSource,
  mixer: z.array(MixerChannel).max(16),
  /** Close button hides to the tray instead of quitting. */
  minimizeToTray: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  version: 1,
  video: { width: 1280, height: 720, fps: 30 },
  encoder: {
    encoder: "auto",
    videoBitrate: 3000,
    audioBitrate: 160,
    keyframeInterval: 2,
    preset: "veryfast",
    profile: "high",
    tune: "none",
  },
  recording: { folder: "", pattern: "Tallylight {date} {time}", container: "mkv" },
  destinations: [],
  picture: { kind: "test" },
  mixer: [{ id: "test", name: "Test tone", source: { kind: "test" }, volume: -12, muted: false }],
  minimizeToTray: false,
};
