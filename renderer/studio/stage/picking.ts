import type { SceneItem } from "../../../electron/contract/scene";
import { contains, type Point, type Standing } from "./frame";

/** An item with where it stands. */
export interface Stood extends Standing {
  readonly item: SceneItem;
}

/** The items under a point that can be taken hold of, uppermost first; `items` from the lowest to the uppermost. */
export function itemsUnder(items: readonly Stood[], point: Point): Stood[] {
  return items.filter(({ item, box }) => item.visible && !item.locked && contains(box, point)).reverse();
}

/** The one below the lowest that is selected, and from the lowest on the uppermost again. */
export function nextUnder(under: readonly Stood[], selected: readonly string[]): Stood | undefined {
  const last = under.map(({ item }) => selected.includes(item.id)).lastIndexOf(true);
  return under[(last + 1) % under.length];
}
