import type { Collection } from "../../../electron/contract/collection";
import type { Scene } from "../../../electron/contract/scene";
import { type Edit, freeName, reordered, replaced } from "./edit";
import { withoutOrphans } from "./nesting";

/** The scene of this id. */
export function sceneOf(collection: Collection, id: string): Scene | undefined {
  return collection.scenes.find((scene) => scene.id === id);
}

/** A new, empty scene after all others. */
export function addScene(id: string, name = ""): Edit {
  return (collection) => {
    const scene: Scene = { id, name: freeName(name.trim() || "Scene", collection.scenes), items: [], transition: null };
    return { name: `Add ${scene.name}`, collection: { ...collection, scenes: [...collection.scenes, scene] } };
  };
}

export function renameScene(id: string, name: string): Edit {
  return (collection) => {
    const scene = sceneOf(collection, id);
    if (scene === undefined || name.trim() === "" || name.trim() === scene.name) return null;
    return { name: `Rename ${scene.name}`, collection: withScene(collection, id, (one) => ({ ...one, name: name.trim() })) };
  };
}

/** A copy, called `copy`, right after the scene; it shows the same sources. */
export function duplicateScene(id: string, copy: string): Edit {
  return (collection) => {
    const at = collection.scenes.findIndex((scene) => scene.id === id);
    const scene = collection.scenes[at];
    if (scene === undefined) return null;
    const twin: Scene = {
      ...scene,
      id: copy,
      name: freeName(scene.name, collection.scenes),
      items: scene.items.map((item) => ({ ...item, id: crypto.randomUUID() })),
    };
    const scenes = [...collection.scenes.slice(0, at + 1), twin, ...collection.scenes.slice(at + 1)];
    return { name: `Duplicate ${scene.name}`, collection: { ...collection, scenes } };
  };
}

/** To the place `to` among the others. */
export function moveScene(id: string, to: number): Edit {
  return (collection) => {
    const scenes = reordered(collection.scenes, id, to);
    return scenes === null ? null : { name: `Move ${sceneOf(collection, id)?.name ?? ""}`, collection: { ...collection, scenes } };
  };
}

/**
 * With what stands only in it, and with all that shows it. The last scene stays; from the program it gives way to its
 * neighbour.
 */
export function removeScene(id: string): Edit {
  return (collection) => {
    const at = collection.scenes.findIndex((scene) => scene.id === id);
    const scene = collection.scenes[at];
    const scenes = collection.scenes.filter((other) => other.id !== id);
    const neighbour = scenes[Math.min(at, scenes.length - 1)];
    if (scene === undefined || neighbour === undefined) return null;
    const program = collection.program === id ? neighbour.id : collection.program;
    return { name: `Remove ${scene.name}`, collection: withoutOrphans({ ...collection, scenes, program }) };
  };
}

/** The collection with one scene changed. */
export function withScene(collection: Collection, id: string, change: (scene: Scene) => Scene): Collection {
  return { ...collection, scenes: replaced(collection.scenes, id, change) };
}
