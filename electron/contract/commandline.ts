import { z } from "zod";
import { AudioSource, VideoSource } from "./source";

/** What the command line asks of the window: which sources to show instead of the saved ones. */
export const LaunchSources = z.object({
  /** `window` and `screen` may carry an empty sourceId: the window resolves it by label, or takes the first. */
  picture: VideoSource.nullable(),
  /** null: the saved mixer; an empty list: silence. */
  audio: z.array(AudioSource).nullable(),
});
export type LaunchSources = z.infer<typeof LaunchSources>;
