import type { Recoding } from "./kernels";

/** Luma weights of red and blue (ITU-R BT.601-7 and BT.709-6). */
const weights = {
  bt709: { kr: 0.2126, kb: 0.0722 },
  smpte170m: { kr: 0.299, kb: 0.114 },
} as const;

export interface ColourSpace {
  readonly matrix: keyof typeof weights;
  readonly fullRange: boolean;
}

/**
 * What a frame's samples mean. Chromium's capture is BT.601 wherever it says nothing else, and what it says is kept in
 * few words: every matrix but BT.709 is taken for BT.601 (bt470bg is the same matrix).
 */
export function colourSpaceOf(frame: {
  readonly matrix: string | null;
  readonly fullRange: boolean | null;
}): ColourSpace {
  return { matrix: frame.matrix === "bt709" ? "bt709" : "smpte170m", fullRange: frame.fullRange ?? false };
}

const q15 = (value: number): number => Math.round(value * 32_768);

/** The way from `space` to BT.709 limited range; null when it is that already. */
export function recodingFrom({ matrix, fullRange }: ColourSpace): Recoding | null {
  if (matrix === "bt709" && !fullRange) return null;
  const from = weights[matrix];
  const to = weights.bt709;
  const lumaScale = fullRange ? 219 / 255 : 1;
  const chromaScale = fullRange ? 224 / 255 : 1;
  // In terms of the source's own u and v (halves of the colour differences): R = y + rv·v, B = y + bu·u, G from both.
  const rv = 2 * (1 - from.kr);
  const bu = 2 * (1 - from.kb);
  const green = 1 - from.kr - from.kb;
  const gu = (-from.kb * bu) / green;
  const gv = (-from.kr * rv) / green;
  const toGreen = 1 - to.kr - to.kb;
  // A grey stays the same grey, so luma changes by what u and v bring in.
  const lumaU = toGreen * gu + to.kb * bu;
  const lumaV = to.kr * rv + toGreen * gv;
  const u = 1 / (2 * (1 - to.kb));
  const v = 1 / (2 * (1 - to.kr));
  // Source chroma has 224 steps where luma has 219, or 255 of both.
  const chromaInLuma = fullRange ? 219 / 255 : 219 / 224;
  return {
    lumaGain: q15(lumaScale - 1),
    lumaOffset: fullRange ? 16 * 128 : 0,
    lumaU: q15(lumaU * chromaInLuma),
    lumaV: q15(lumaV * chromaInLuma),
    uGain: q15((bu - lumaU) * u * chromaScale - 1),
    uV: q15(-lumaV * u * chromaScale),
    vU: q15(-lumaU * v * chromaScale),
    vGain: q15((rv - lumaV) * v * chromaScale - 1),
  };
}
