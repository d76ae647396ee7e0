import { z } from "zod";

/** The ingest services offered by name; anything else is "custom". */
export const ServiceId = z.enum(["twitch", "youtube", "chzzk", "soop", "facebook", "kick", "custom"]);
export type ServiceId = z.infer<typeof ServiceId>;
