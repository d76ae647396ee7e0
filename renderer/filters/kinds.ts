import type { z } from "zod";
import type { KindSettings } from "../../electron/contract/filter";
import { chromaKey } from "./chroma-key/kind";
import { colourCorrection } from "./colour-correction/kind";
import { cropPad } from "./crop-pad/kind";
import { imageMask } from "./image-mask/kind";
import type { FilterKind } from "./kind";
import { lumaKey } from "./luma-key/kind";
import { lut } from "./lut/kind";
import { renderDelay } from "./render-delay/kind";
import { scaling } from "./scaling/kind";
import { sharpen } from "./sharpen/kind";

/** A kind as the stage and the editor hold it: it validates what it is given, with a ZodError where that is wrong. */
function registered<Settings>(kind: FilterKind<Settings>): FilterKind {
  const { settings, files, filter, ...said } = kind;
  return {
    ...said,
    settings: settings as unknown as z.ZodType<KindSettings>,
    ...(files === undefined ? {} : { files: (given) => files(settings.parse(given)) }),
    filter: (given, tools) => filter(settings.parse(given), tools),
  };
}

/** Every kind of video filter, in the order in which people are offered them. */
export const filterKinds: readonly FilterKind[] = [
  registered(chromaKey),
  registered(colourCorrection),
  registered(lut),
  registered(cropPad),
  registered(scaling),
  registered(sharpen),
  registered(imageMask),
  registered(lumaKey),
  registered(renderDelay),
];

/** Null for a kind this version does not know. */
export function filterKind(kind: string): FilterKind | null {
  return filterKinds.find((known) => known.kind === kind) ?? null;
}
