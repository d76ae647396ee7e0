import { z } from "zod";

const band = z.number().min(-20).max(20).default(0);

/** dB of each band. */
export const EqualiserSettings = z.object({ low: band, mid: band, high: band });
export type EqualiserSettings = z.infer<typeof EqualiserSettings>;
