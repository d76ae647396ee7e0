import type { ImageMaskSettings } from "./schema";

/** Straight RGBA. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** How much is seen, 0…255, at each pixel of an image. */
export function maskOf({ data, width, height }: Pixels, { channel, inverted }: ImageMaskSettings): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(4 * i, 4 * i + 4);
    const luma = Math.round(((0.2126 * red + 0.7152 * green + 0.0722 * blue) * alpha) / 255);
    const value = channel === "alpha" ? alpha : luma;
    return inverted ? 255 - value : value;
  });
}
