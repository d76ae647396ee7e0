import type { z } from "zod";
import type { KindSettings } from "../../electron/contract/filter";
import type { FilterKind } from "./kind";

/** A kind as the stage and the editor hold it: it validates what it is given, with a ZodError where that is wrong. */
export function registered<Settings>(kind: FilterKind<Settings>): FilterKind {
  const { settings, files, filter, ...said } = kind;
  return {
    ...said,
    settings: settings as unknown as z.ZodType<KindSettings>,
    ...(files === undefined ? {} : { files: (given) => files(settings.parse(given)) }),
    filter: (given, tools) => filter(settings.parse(given), tools),
  };
}

/** Every kind of video filter, in the order in which people are offered them: an entry is `registered(kind)`. */
export const filterKinds: readonly FilterKind[] = [];

/** Null for a kind this version does not know. */
export function filterKind(kind: string): FilterKind | null {
  return filterKinds.find((known) => known.kind === kind) ?? null;
}
