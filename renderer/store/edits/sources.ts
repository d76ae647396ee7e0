import { MAX_CHANNELS, newChannel } from "../../../electron/contract/channel";
import type { Collection, Source } from "../../../electron/contract/collection";
import type { KindSettings } from "../../../electron/contract/filter";
import { centred, filling, newItem, type SceneItem, type Transform } from "../../../electron/contract/scene";
import type { SourceKind } from "../../sources/kind";
import { type Edit, freeName, replaced } from "./edit";
import { holds, mayStand, nestedScene } from "./nesting";
import { sceneOf, withScene } from "./scenes";

/** What has to be known of a source's kind to add one. */
export type AddedKind = Pick<SourceKind, "kind" | "name" | "settings" | "placed" | "sounds">;

/** The source of this id. */
export function sourceOf(collection: Collection, id: string): Source | undefined {
  return collection.sources.find((source) => source.id === id);
}

/** A source of a kind, with that kind's defaults for settings that are not given. Throws when `settings` are not the kind's. */
export function newSource(kind: AddedKind, settings: KindSettings = {}, name = kind.name): Source {
  return { id: crypto.randomUUID(), name, kind: kind.kind, settings: kind.settings.parse(settings), filters: [] };
}

/** Where a new item of such a source stands. */
export function placed(kind: Pick<SourceKind, "placed">, canvas: Collection["canvas"]): Transform {
  return kind.placed === "fill" ? filling(canvas) : centred(canvas);
}

/** A new source as the uppermost item of a scene, called `item`; with a strip in the mixer where it sounds. */
export function addSource(scene: string, added: Source, kind: AddedKind, item: string): Edit {
  return (collection) => {
    if (sceneOf(collection, scene) === undefined || !mayStand(collection, scene, added)) return null;
    const source = { ...added, name: freeName(added.name.trim() || kind.name, collection.sources) };
    const stood = onTop(collection, scene, newItem(item, source.id, placed(kind, collection.canvas)));
    const heard = kind.sounds === true && collection.channels.length < MAX_CHANNELS;
    const channel = newChannel(crypto.randomUUID(), source.name, { kind: "source", source: source.id });
    return {
      name: `Add ${source.name}`,
      collection: {
        ...stood,
        sources: [...stood.sources, source],
        channels: heard ? [...stood.channels, channel] : stood.channels,
      },
    };
  };
}

/** A source that is there already, as one more item, called `item`, of the same or another scene. */
export function referenceSource(scene: string, id: string, kind: Pick<SourceKind, "placed">, item: string): Edit {
  return (collection) => {
    const source = sourceOf(collection, id);
    if (source === undefined || sceneOf(collection, scene) === undefined || !mayStand(collection, scene, source)) return null;
    return { name: `Add ${source.name}`, collection: onTop(collection, scene, newItem(item, id, placed(kind, collection.canvas))) };
  };
}

/** Its strip of the mixer keeps up where it was called the same. */
export function renameSource(id: string, name: string): Edit {
  return (collection) => {
    const source = sourceOf(collection, id);
    const wanted = name.trim();
    if (source === undefined || wanted === "" || wanted === source.name) return null;
    const channels = collection.channels.map((channel) =>
      channel.input.kind === "source" && channel.input.source === id && channel.name === source.name ? { ...channel, name: wanted } : channel,
    );
    const sources = replaced(collection.sources, id, (one) => ({ ...one, name: wanted }));
    return { name: `Rename ${source.name}`, collection: { ...collection, sources, channels } };
  };
}

/** Some of its settings. A scene that would come to show itself is refused. */
export function setSource(id: string, settings: KindSettings): Edit {
  return (collection) => {
    const source = sourceOf(collection, id);
    if (source === undefined) return null;
    const after = { ...source, settings: { ...source.settings, ...settings } };
    if (JSON.stringify(after) === JSON.stringify(source)) return null;
    const nested = nestedScene(after);
    const around = collection.scenes.filter(({ items }) => items.some((item) => item.source === id));
    if (nested !== null && around.some((scene) => holds(collection, nested, scene.id))) return null;
    return { name: `Edit ${source.name}`, collection: { ...collection, sources: replaced(collection.sources, id, () => after) } };
  };
}

/** A source of its own like that of an item, and an item like it right above it, called `copy`. */
export function duplicateItem(scene: string, item: string, copy: string): Edit {
  return (collection) => {
    const items = sceneOf(collection, scene)?.items ?? [];
    const at = items.findIndex(({ id }) => id === item);
    const original = items[at];
    const source = original && sourceOf(collection, original.source);
    if (original === undefined || source === undefined) return null;
    const twin = twinOf(source, collection);
    const items2 = [...items.slice(0, at + 1), { ...original, id: copy, source: twin.id }, ...items.slice(at + 1)];
    const { channels } = collection;
    const strip = channels.find(({ input }) => input.kind === "source" && input.source === source.id);
    const heard = strip !== undefined && channels.length < MAX_CHANNELS;
    return {
      name: `Duplicate ${source.name}`,
      collection: {
        ...withScene(collection, scene, (one) => ({ ...one, items: items2 })),
        sources: [...collection.sources, twin],
        channels: heard
          ? [...channels, { ...strip, id: crypto.randomUUID(), name: twin.name, input: { kind: "source", source: twin.id } }]
          : channels,
      },
    };
  };
}

/** A source of its own with the same settings and filters. */
export function twinOf(source: Source, { sources }: Pick<Collection, "sources">): Source {
  const filters = source.filters.map((filter) => ({ ...filter, id: crypto.randomUUID() }));
  return { ...source, id: crypto.randomUUID(), name: freeName(source.name, sources), filters };
}

function onTop(collection: Collection, scene: string, item: SceneItem): Collection {
  return withScene(collection, scene, (one) => ({ ...one, items: [...one.items, item] }));
}
