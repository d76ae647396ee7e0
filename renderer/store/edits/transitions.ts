import type { Collection } from "../../../electron/contract/collection";
import type { Transition } from "../../../electron/contract/scene";
import type { Edit } from "./edit";
import { sceneOf, withScene } from "./scenes";

/** How this scene comes on: by its own way, or by the collection's. */
export function transitionTo(collection: Collection, scene: string): Transition {
  return sceneOf(collection, scene)?.transition ?? collection.transition;
}

/** How scenes give way to each other. */
export function setTransition(transition: Transition): Edit {
  return (collection) =>
    JSON.stringify(transition) === JSON.stringify(collection.transition)
      ? null
      : { name: "Change transition", collection: { ...collection, transition } };
}

/** How one scene comes on; null for the collection's way. */
export function setSceneTransition(id: string, transition: Transition | null): Edit {
  return (collection) => {
    const scene = sceneOf(collection, id);
    if (scene === undefined || JSON.stringify(transition) === JSON.stringify(scene.transition)) return null;
    return { name: `Change transition to ${scene.name}`, collection: withScene(collection, id, (one) => ({ ...one, transition })) };
  };
}
