import { z } from "zod";

/** Chromium's id and label of the screen, by which it is found again; both "" for the first there is. */
export const ScreenSettings = z.object({ sourceId: z.string().default(""), label: z.string().default("") });
export type ScreenSettings = z.infer<typeof ScreenSettings>;
