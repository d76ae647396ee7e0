import { expect, it } from "vitest";
import { Collection } from "../contract/collection";
import { aCollection } from "./collection.fixture";
import { salvage } from "./collection-salvage";

const whole = aCollection();
/** What is left of a file that differs in this from a good one. */
const left = (change: object) => salvage({ ...whole, ...change }, "Main");

it("takes a good one as it is, unknown kinds of sources and filters too, under the name of its file", () => {
  expect(salvage(JSON.parse(JSON.stringify(whole)), "Main")).toEqual({ collection: whole, intact: true });
  expect(salvage(whole, "Copied by hand")).toEqual({ collection: { ...whole, name: "Copied by hand" }, intact: true });
});

it.each([null, 42, "text", [], {}])("makes an empty one of %j", (stored) => {
  const { collection, intact } = salvage(stored, "Main");
  expect(intact).toBe(false);
  expect(Collection.parse(collection)).toMatchObject({ name: "Main", sources: [], channels: [], scenes: [{ items: [] }] });
  expect(collection.program).toBe(collection.scenes[0]?.id);
});

it("loses one item, not its scene", () => {
  const [talk, pause] = whole.scenes;
  const { collection } = left({ scenes: [{ ...talk, items: [...(talk?.items ?? []), { id: "bad" }] }, pause] });
  expect(collection).toEqual(whole);
});

it("loses one scene, one source, one strip, not the others", () => {
  const { collection, intact } = left({
    scenes: [...whole.scenes, { name: "no id" }, 7],
    sources: [...whole.sources, { id: "x", settings: "none" }],
    channels: [...whole.channels, { id: "y", input: { kind: "telepathy" } }],
  });
  expect({ collection, intact }).toEqual({ collection: whole, intact: false });
});

it("gives a field that is wrong its default", () => {
  const [cam, holo] = whole.sources;
  const [mic, film] = whole.channels;
  expect(left({ sources: [{ ...cam, filters: [...(cam?.filters ?? []), "bad"] }, { ...holo, name: 5 }] }).collection.sources).toEqual([
    cam,
    { ...holo, name: "" },
  ]);
  expect(left({ channels: [{ ...mic, volume: 200, muted: true }, film] }).collection.channels).toEqual([{ ...mic, muted: true }, film]);
  expect(left({ transition: { kind: "explosion" }, canvas: 3 }).collection).toMatchObject({ transition: { kind: "fade" }, canvas: { width: 1280, height: 720 } });
});

it("lets nothing point to what is not there, and no id be there twice", () => {
  const [cam] = whole.sources;
  const { collection, intact } = left({ sources: [cam, cam], program: "gone" });
  expect(intact).toBe(false);
  expect(collection.sources).toEqual([cam]);
  expect(collection.scenes.map(({ items }) => items.map(({ id }) => id))).toEqual([["i1"], ["i3"]]);
  expect(collection.channels.map(({ id }) => id)).toEqual(["mic"]);
  expect(collection.program).toBe("talk");
});

it("takes what it knows from another version", () => {
  expect(left({ version: 2, novelty: true })).toEqual({ collection: whole, intact: false });
});
