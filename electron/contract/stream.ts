import { z } from "zod";

/** How the stream leaves, whichever the destinations are. */
export const StreamSettings = z.object({
  /** Seconds for which everything is held back, in memory; 0 for not at all. */
  delay: z.int().min(0).max(1200),
});
export type StreamSettings = z.infer<typeof StreamSettings>;

/** Seconds of media that have left and are held on for a while. */
const ON_ITS_WAY = 4;

/** Memory that a delay takes at most, in bytes, with these bitrates in kb/s: in outages twice as much, and what is on its way. */
export function delayMemory(delay: number, videoBitrate: number, audioBitrate: number): number {
  // transport packets take some 5 % more than what they carry
  return ((2 * delay + ON_ITS_WAY) * (videoBitrate + audioBitrate) * 1000 * 1.05) / 8;
}
