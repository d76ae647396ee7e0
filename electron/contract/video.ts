import { z } from "zod";

/** The program picture. Width and height in pixels, both even (4:2:0 chroma); rate in whole frames per second. */
export const VideoFormat = z.object({
  width: z.int().min(64).max(3840).multipleOf(2),
  height: z.int().min(64).max(2160).multipleOf(2),
  fps: z.int().min(1).max(60),
});
export type VideoFormat = z.infer<typeof VideoFormat>;

/** The program sound: always 48 kHz stereo, 32-bit float, interleaved. */
export const SAMPLE_RATE = 48_000;
export const CHANNELS = 2;

/** Bytes of one I420 program frame: luma, then both chroma planes at half size, no padding. */
export function i420Size(width: number, height: number): number {
  return (width * height * 3) / 2;
}
