import { z } from "zod";

/** Chromium's id and label of the window, by which it is found again; both "" for the first there is. */
export const WindowSettings = z.object({ sourceId: z.string().default(""), label: z.string().default("") });
export type WindowSettings = z.infer<typeof WindowSettings>;
