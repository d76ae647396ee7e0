import { z } from "zod";
import { AudioSource, VideoSource } from "./source";
import { EngineStatus } from "./status";

/** What the command line asks of the window: which sources to show instead of the saved ones. */
export const LaunchSources = z.object({
  /** `window` and `screen` may carry an empty sourceId: the window resolves it by label, or takes the first. */
  picture: VideoSource.nullable(),
  /** null: the saved mixer; an empty list: silence. */
  audio: z.array(AudioSource).nullable(),
});
export type LaunchSources = z.infer<typeof LaunchSources>;

/** How this run was started, as far as the window must know before anything else. */
export const Launch = LaunchSources.extend({
  /** The window is not to be seen until somebody asks for it. */
  hidden: z.boolean(),
});
export type Launch = z.infer<typeof Launch>;

/**
 * One line of --status-json: the engine's whole status, once a second while the app runs and once more at its end.
 * Holds no secret. `problems` says in words what is wrong at that moment.
 */
export const StatusLine = EngineStatus.extend({ problems: z.array(z.string()) });
export type StatusLine = z.infer<typeof StatusLine>;
