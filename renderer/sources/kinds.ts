import type { z } from "zod";
import type { KindSettings } from "../../electron/contract/filter";
import { camera } from "./camera/kind";
import { colour } from "./colour/kind";
import { image } from "./image/kind";
import type { SourceKind } from "./kind";
import { media } from "./media/kind";
import { scene } from "./scene/kind";
import { screen } from "./screen/kind";
import { slideshow } from "./slideshow/kind";
import { test } from "./test/kind";
import { text } from "./text/kind";
import { web } from "./web/kind";
import { windowCapture } from "./window/kind";

/** A kind as the stage and the editor hold it: it validates what it is given, with a ZodError where that is wrong. */
function registered<Settings>(kind: SourceKind<Settings>): SourceKind {
  const { settings, picture, feed, ...said } = kind;
  return {
    ...said,
    settings: settings as unknown as z.ZodType<KindSettings>,
    picture: (given, tools) => picture(settings.parse(given), tools),
    ...(feed === undefined ? {} : { feed: (given, link) => feed(settings.parse(given), link) }),
  };
}

/** Every kind of source, in the order in which people are offered them. */
export const sourceKinds: readonly SourceKind[] = [
  registered(camera),
  registered(screen),
  registered(windowCapture),
  registered(image),
  registered(slideshow),
  registered(media),
  registered(text),
  registered(colour),
  registered(web),
  registered(scene),
  registered(test),
];

/** Null for a kind this version does not know. */
export function sourceKind(kind: string): SourceKind | null {
  return sourceKinds.find((known) => known.kind === kind) ?? null;
}
