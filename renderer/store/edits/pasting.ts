import { type Channel, MAX_CHANNELS } from "../../../electron/contract/channel";
import type { Collection, Source } from "../../../electron/contract/collection";
import type { SceneItem } from "../../../electron/contract/scene";
import { type Edit, named } from "./edit";
import { mayStand } from "./nesting";
import { sceneOf, withScene } from "./scenes";
import { twinOf } from "./sources";

/** Items as they were when they were copied, with what they show and how it sounds. */
export interface CopiedItems {
  /** From the lowest to the uppermost. */
  readonly items: readonly SceneItem[];
  readonly sources: readonly Source[];
  readonly channels: readonly Channel[];
}

export function copyItems(collection: Collection, scene: string, ids: readonly string[]): CopiedItems {
  const items = (sceneOf(collection, scene)?.items ?? []).filter(({ id }) => ids.includes(id));
  const shown = new Set(items.map(({ source }) => source));
  return {
    items,
    sources: collection.sources.filter(({ id }) => shown.has(id)),
    channels: collection.channels.filter(({ input }) => input.kind === "source" && shown.has(input.source)),
  };
}

/**
 * The copied items above all others of a scene. `reference`: they show the same sources, where those are still there;
 * `duplicate`: sources of their own. What would make a scene show itself is left out.
 */
export function pasteItems(scene: string, copied: CopiedItems, way: "reference" | "duplicate"): Edit {
  return (collection) => {
    if (sceneOf(collection, scene) === undefined) return null;
    let pasted = collection;
    const names: string[] = [];
    const stands = new Map<string, Source>();
    for (const item of copied.items) {
      const original = copied.sources.find(({ id }) => id === item.source);
      if (original === undefined || !mayStand(collection, scene, original)) continue;
      const known = way === "reference" ? pasted.sources.find(({ id }) => id === original.id) : undefined;
      let source = known ?? stands.get(original.id);
      if (source === undefined) {
        source = twinOf(original, pasted);
        stands.set(original.id, source);
        pasted = withSource(pasted, source, copied.channels, original.id);
      }
      const placed = { ...item, id: crypto.randomUUID(), source: source.id };
      pasted = withScene(pasted, scene, (one) => ({ ...one, items: [...one.items, placed] }));
      names.push(source.name);
    }
    return names.length === 0 ? null : { name: `Paste ${named(names, "items")}`, collection: pasted };
  };
}

function withSource(collection: Collection, source: Source, strips: readonly Channel[], original: string): Collection {
  const strip = strips.find(({ input }) => input.kind === "source" && input.source === original);
  const heard = strip !== undefined && collection.channels.length < MAX_CHANNELS;
  const channels: Channel[] = heard
    ? [...collection.channels, { ...strip, id: crypto.randomUUID(), name: source.name, input: { kind: "source", source: source.id } }]
    : collection.channels;
  return { ...collection, sources: [...collection.sources, source], channels };
}
