import type { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Field } from "../../fields/field";
import { filterKinds } from "../../filters/kinds";
import { audioFilterKinds } from "../../mixer/filters/kinds";
import type { FilterOwner } from "../../store/edits/filters";

/** What the editor has to know of a kind of filter, for picture or sound. */
export interface FilterChoice {
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<KindSettings>;
  readonly fields: readonly Field[];
}

/** The kinds that such an owner can have: a source's picture is filtered, a channel's sound. */
export function filterChoices(owner: FilterOwner): readonly FilterChoice[] {
  return "source" in owner ? filterKinds : audioFilterKinds;
}
