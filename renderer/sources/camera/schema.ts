import { z } from "zod";

/** Chromium's id and label of the device, by which it is found again; both "" for the first there is. */
export const CameraSettings = z.object({ deviceId: z.string().default(""), label: z.string().default("") });
export type CameraSettings = z.infer<typeof CameraSettings>;
