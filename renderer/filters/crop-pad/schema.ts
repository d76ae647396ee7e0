import { z } from "zod";

const pixels = z.int().min(-8192).max(8192).default(0);

export const CropPadSettings = z.object({
  /** Whether all four sides are said, or a corner and a size. */
  relative: z.boolean().default(true),
  /** Cut off each side, in px of the source; below 0 added to it, transparent. */
  left: pixels,
  top: pixels,
  /** Only where relative. */
  right: pixels,
  bottom: pixels,
  /** Only where not relative: the size that remains, 0 for all there is. */
  width: z.int().min(0).max(8192).default(0),
  height: z.int().min(0).max(8192).default(0),
});
export type CropPadSettings = z.infer<typeof CropPadSettings>;
