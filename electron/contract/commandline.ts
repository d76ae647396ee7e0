import { z } from "zod";
import { EngineStatus } from "./status";

/** How this run was started, as far as the window must know before anything else. */
export const Launch = z.object({
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
