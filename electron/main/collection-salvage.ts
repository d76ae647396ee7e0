import type { z } from "zod";
import { Channel, MAX_CHANNELS } from "../contract/channel";
import { Collection, type CollectionName, Source } from "../contract/collection";
import { Filter } from "../contract/filter";
import { Scene, SceneItem, Transition } from "../contract/scene";
import { newCollection } from "./collection-new";

export interface Salvaged {
  collection: Collection;
  /** False when anything had to give. */
  intact: boolean;
}

/**
 * The collection that a file holds, under the name of the file: what is valid is kept, what is not is left out; kinds of
 * sources and filters that nobody here knows are kept as they are. Whatever comes out holds together: every item has its
 * source, every id is there once, and the program is one of the scenes.
 */
export function salvage(stored: unknown, name: CollectionName): Salvaged {
  const whole = Collection.safeParse(stored);
  const collection = { ...(whole.success ? whole.data : pieced(stored, name)), name };
  const consistent = holdTogether(collection);
  return { collection: consistent, intact: whole.success && same(collection, consistent) };
}

function pieced(stored: unknown, name: CollectionName): Collection {
  const record = recordOf(stored);
  const canvas = Collection.shape.canvas.safeParse(record.canvas);
  const fresh = newCollection(name, canvas.success ? canvas.data : { width: 1280, height: 720 });
  const scenes = listOf(record.scenes).flatMap((one) => piecedEntry(Scene, one, { items: SceneItem }, { name: "", transition: null, items: [] }));
  const transition = Transition.safeParse(record.transition);
  return {
    ...fresh,
    scenes: scenes.length > 0 ? scenes : fresh.scenes,
    sources: listOf(record.sources).flatMap((one) => piecedEntry(Source, one, { filters: Filter }, { name: "", filters: [] })),
    channels: listOf(record.channels)
      .flatMap((one) => piecedEntry(Channel, one, { filters: Filter }, channelDefaults))
      .slice(0, MAX_CHANNELS),
    transition: transition.success ? transition.data : fresh.transition,
    program: typeof record.program === "string" ? record.program : "",
  };
}

/** What a strip falls back to, field by field. */
const channelDefaults = {
  ...{ name: "", volume: 0, muted: false, solo: false, balance: 0, mono: false },
  ...{ syncOffset: 0, monitor: "off", filters: [] },
};

/** An entry of a list: as it is, or with the invalid entries of its own lists left out and its invalid fields at their defaults. */
function piecedEntry<T>(schema: z.ZodObject & z.ZodType<T>, stored: unknown, lists: Record<string, z.ZodType>, defaults: Record<string, unknown>): T[] {
  const record = recordOf(stored);
  const mended = Object.entries(schema.shape).map(([field, shape]: [string, z.ZodType]) => {
    const entry = lists[field];
    const value = entry === undefined ? record[field] : listOf(record[field]).filter((one) => entry.safeParse(one).success);
    return [field, shape.safeParse(value).success ? value : defaults[field]];
  });
  const parsed = schema.safeParse(Object.fromEntries(mended));
  return parsed.success ? [parsed.data] : [];
}

function holdTogether(collection: Collection): Collection {
  const sources = once(collection.sources);
  const known = new Set(sources.map(({ id }) => id));
  const scenes = once(collection.scenes).map((scene) => ({ ...scene, items: once(scene.items).filter((item) => known.has(item.source)) }));
  return {
    ...collection,
    scenes,
    sources: sources.map((source) => ({ ...source, filters: once(source.filters) })),
    channels: once(collection.channels)
      .filter(({ input }) => input.kind !== "source" || known.has(input.source))
      .map((channel) => ({ ...channel, filters: once(channel.filters) })),
    program: scenes.some(({ id }) => id === collection.program) ? collection.program : (scenes[0]?.id ?? ""),
  };
}

function once<T extends { id: string }>(entries: T[]): T[] {
  return entries.filter(({ id }, at) => entries.findIndex((other) => other.id === id) === at);
}

function same(a: Collection, b: Collection): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
