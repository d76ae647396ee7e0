import type { Collection } from "../../../electron/contract/collection";
import type { BlendMode, SceneItem, Transform } from "../../../electron/contract/scene";
import { type Change, type Edit, named, reordered, replaced } from "./edit";
import { withoutOrphans } from "./nesting";
import { sceneOf, withScene } from "./scenes";

/** How an item is called: by its source. */
export function itemName({ sources }: Collection, item: SceneItem): string {
  return sources.find(({ id }) => id === item.source)?.name ?? "Item";
}

/** Changes some items of a scene; null when none of them is there or would be another. */
export function changeItems(scene: string, ids: readonly string[], verb: string, change: (item: SceneItem) => SceneItem): Edit {
  return (collection) => {
    const items = sceneOf(collection, scene)?.items ?? [];
    const changed = items.flatMap((item) => {
      const after = ids.includes(item.id) ? change(item) : item;
      return JSON.stringify(after) === JSON.stringify(item) ? [] : [after];
    });
    if (changed.length === 0) return null;
    const names = changed.map((item) => itemName(collection, item));
    return {
      name: `${verb} ${named(names, "items")}`,
      collection: withScene(collection, scene, (one) => changed.reduce((all, after) => ({ ...all, items: replaced(all.items, after.id, () => after) }), one)),
    };
  };
}

/** Puts items at other places; locked ones stay. `verb`: "Move", "Resize", "Rotate", "Crop". */
export function transformItems(scene: string, transforms: ReadonlyMap<string, Transform>, verb: string): Edit {
  return changeItems(scene, [...transforms.keys()], verb, (item) => {
    const transform = transforms.get(item.id);
    return transform === undefined || item.locked ? item : { ...item, transform };
  });
}

export function showItems(scene: string, ids: readonly string[], visible: boolean): Edit {
  return changeItems(scene, ids, visible ? "Show" : "Hide", (item) => ({ ...item, visible }));
}

export function lockItems(scene: string, ids: readonly string[], locked: boolean): Edit {
  return changeItems(scene, ids, locked ? "Lock" : "Unlock", (item) => ({ ...item, locked }));
}

/** Opacity 0…1. */
export function setOpacity(scene: string, ids: readonly string[], opacity: number): Edit {
  const within = Math.max(0, Math.min(1, opacity));
  return changeItems(scene, ids, "Change opacity of", (item) => ({ ...item, opacity: within }));
}

export function setBlend(scene: string, ids: readonly string[], blend: BlendMode): Edit {
  return changeItems(scene, ids, "Change blend mode of", (item) => ({ ...item, blend }));
}

/** To the place `to` among the others, 0 the lowest. */
export function moveItem(scene: string, id: string, to: number): Edit {
  return (collection) => {
    const before = sceneOf(collection, scene)?.items ?? [];
    const items = reordered(before, id, to);
    const item = before.find((one) => one.id === id);
    if (items === null || item === undefined) return null;
    const verb = items.indexOf(item) > before.indexOf(item) ? "Raise" : "Lower";
    return { name: `${verb} ${itemName(collection, item)}`, collection: withScene(collection, scene, (one) => ({ ...one, items })) };
  };
}

/** Higher or lower by one, or all the way. */
export function stackItem(scene: string, id: string, where: "up" | "down" | "top" | "bottom"): Edit {
  return (collection) => {
    const items = sceneOf(collection, scene)?.items ?? [];
    const at = items.findIndex((item) => item.id === id);
    const to = { up: at + 1, down: at - 1, top: items.length - 1, bottom: 0 }[where];
    return moveItem(scene, id, to)(collection);
  };
}

/** With the sources that stand nowhere else. */
export function removeItems(scene: string, ids: readonly string[]): Edit {
  return (collection): Change | null => {
    const items = sceneOf(collection, scene)?.items ?? [];
    const gone = items.filter((item) => ids.includes(item.id));
    if (gone.length === 0) return null;
    const left = withScene(collection, scene, (one) => ({ ...one, items: items.filter((item) => !gone.includes(item)) }));
    const names = gone.map((item) => itemName(collection, item));
    return { name: `Remove ${named(names, "items")}`, collection: withoutOrphans(left) };
  };
}
