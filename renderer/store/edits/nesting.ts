import type { Collection, Source } from "../../../electron/contract/collection";

/** The source kind that shows another scene, and its setting that says which. */
const NESTED_SCENE = "scene";

/** The scene that a source shows; null when it is of another kind. */
export function nestedScene({ kind, settings }: Pick<Source, "kind" | "settings">): string | null {
  return kind === NESTED_SCENE && typeof settings.scene === "string" ? settings.scene : null;
}

/** Whether `outer` is `inner`, or shows it at any depth. */
export function holds({ scenes, sources }: Collection, outer: string, inner: string): boolean {
  const nested = new Map(sources.map((source) => [source.id, nestedScene(source)]));
  const seen = new Set<string>();
  const search = (scene: string): boolean => {
    if (scene === inner) return true;
    if (seen.has(scene)) return false;
    seen.add(scene);
    const items = scenes.find(({ id }) => id === scene)?.items ?? [];
    return items.some(({ source }) => {
      const next = nested.get(source) ?? null;
      return next !== null && search(next);
    });
  };
  return search(outer);
}

/** Whether a source may stand in a scene: a scene must not show itself, however deep. */
export function mayStand(collection: Collection, scene: string, source: Pick<Source, "kind" | "settings">): boolean {
  const nested = nestedScene(source);
  return nested === null || !holds(collection, nested, scene);
}

/** The collection without sources that stand in no scene, their sounds, and sources that show scenes which are gone. */
export function withoutOrphans(collection: Collection): Collection {
  const there = new Set(collection.scenes.map(({ id }) => id));
  const gone = new Set(
    collection.sources.flatMap((source) => {
      const nested = nestedScene(source);
      return nested !== null && nested !== "" && !there.has(nested) ? [source.id] : [];
    }),
  );
  const scenes = collection.scenes.map((scene) =>
    scene.items.some((item) => gone.has(item.source)) ? { ...scene, items: scene.items.filter((item) => !gone.has(item.source)) } : scene,
  );
  const standing = new Set(scenes.flatMap(({ items }) => items.map(({ source }) => source)));
  return {
    ...collection,
    scenes,
    sources: collection.sources.filter(({ id }) => standing.has(id)),
    channels: collection.channels.filter(({ input }) => input.kind !== "source" || standing.has(input.source)),
  };
}
