import { describe, expect, test } from "vitest";
import { z } from "zod";
import { scene } from "../../sources/scene/kind";
import type { Collection } from "../../../electron/contract/collection";
import { aStudio } from "./collection.fixture";
import type { Edit } from "./edit";
import { removeItems } from "./items";
import { nestedScene } from "./nesting";
import { copyItems, pasteItems } from "./pasting";
import { duplicateScene, removeScene } from "./scenes";
import { addSource, newSource, referenceSource, setSource } from "./sources";

const studio = aStudio();
/** The real one's names: sources/scene could be renamed without anybody here noticing. */
const sceneKind = { ...scene, settings: z.record(z.string(), z.json()) };

function after(edit: Edit, collection: Collection = studio): Collection {
  const change = edit(collection);
  if (change === null) throw new Error("refused");
  return change.collection;
}

test("the source that shows a scene is the one that is registered", () => {
  expect(nestedScene({ kind: scene.kind, settings: scene.settings.parse({ scene: "a" }) })).toBe("a");
});

describe("a scene never comes to show itself", () => {
  const nest = (outer: string, inner: string) => addSource(outer, newSource(sceneKind, { scene: inner }), sceneKind, `${outer} in ${inner}`);

  test("by adding", () => {
    expect(nest("a", "a")(studio)).toBeNull();
    // b shows a already.
    expect(nest("a", "b")(studio)).toBeNull();
    expect(nest("c", "b")(studio)).not.toBeNull();
    expect(nest("a", "c")(after(nest("c", "b")))).toBeNull();
  });

  test("by a second item of a source", () => {
    expect(referenceSource("a", "nested a", sceneKind, "x")(studio)).toBeNull();
    expect(referenceSource("c", "nested a", sceneKind, "x")(studio)).not.toBeNull();
  });

  test("by choosing another scene for a source", () => {
    expect(setSource("nested a", { scene: "b" })(studio)).toBeNull();
    expect(setSource("nested a", { scene: "c" })(studio)).not.toBeNull();
    const also = after(referenceSource("c", "nested a", sceneKind, "x"));
    expect(setSource("nested a", { scene: "c" })(also)).toBeNull();
  });

  test("by pasting: the rest is pasted", () => {
    const pasted = after(pasteItems("a", copyItems(studio, "b", ["b-nested", "b-cam"]), "reference"));
    expect(pasted.scenes[0]?.items.map(({ source }) => source)).toEqual(["camera", "logo", "camera"]);
  });

  test("a copy of a scene may show what the scene shows", () => {
    expect(after(duplicateScene("b", "d")).scenes.find(({ id }) => id === "d")?.items.map(({ source }) => source)).toEqual(["nested a", "camera"]);
  });
});

describe("what stands nowhere any more is gone, with its sound", () => {
  test("with its last item", () => {
    const { sources, channels } = after(removeItems("c", ["c-film"]));
    expect(sources.map(({ id }) => id)).toEqual(["camera", "logo", "nested a"]);
    expect(channels.map(({ id }) => id)).toEqual(["mic"]);
    expect(after(removeItems("a", ["a-cam"])).sources).toHaveLength(4);
  });

  test("with its scene, and with it what shows that scene", () => {
    const { scenes, sources, program } = after(removeScene("a"));
    expect(scenes.map(({ items }) => items.map(({ id }) => id))).toEqual([["b-cam"], ["c-film"]]);
    expect(sources.map(({ id }) => id)).toEqual(["camera", "film"]);
    expect(program).toBe("b");
  });

  test("but the last scene stays", () => {
    const [last] = ["a", "b"].reduce((left, id) => after(removeScene(id), left), studio).scenes;
    expect(last?.id).toBe("c");
    expect(removeScene("c")({ ...studio, scenes: studio.scenes.slice(2), program: "c" })).toBeNull();
  });
});

describe("pasting", () => {
  test("by reference shows the same source, also when it was cut everywhere meanwhile", () => {
    const copied = copyItems(studio, "c", ["c-film"]);
    expect(after(pasteItems("a", copied, "reference")).sources).toHaveLength(4);
    const cut = after(removeItems("c", ["c-film"]));
    const pasted = after(pasteItems("a", copied, "reference"), cut);
    expect(pasted.sources.at(-1)).toMatchObject({ name: "film", kind: "media" });
    expect(pasted.channels.at(-1)?.input).toEqual({ kind: "source", source: pasted.sources.at(-1)?.id });
  });

  test("as a duplicate makes a source of its own, one for all copies of one", () => {
    const copied = copyItems(after(duplicateScene("c", "d")), "c", ["c-film"]);
    const twice = { ...copied, items: [...copied.items, ...copied.items] };
    const { sources, scenes } = after(pasteItems("a", twice, "duplicate"));
    expect(sources.map(({ name }) => name)).toEqual(["camera", "logo", "nested a", "film", "film 2"]);
    expect(scenes[0]?.items.slice(2).map(({ source }) => source)).toEqual([sources[4]?.id, sources[4]?.id]);
  });
});
