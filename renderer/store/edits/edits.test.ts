import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Collection } from "../../../electron/contract/collection";
import { filling, type Transition } from "../../../electron/contract/scene";
import { salvage } from "../../../electron/main/collection-salvage";
import { noHistory, recorded, redone, undone } from "../history";
import { setCanvas } from "./canvas";
import { addChannel, moveChannel, removeChannel, setChannel } from "./channels";
import { aStudio } from "./collection.fixture";
import type { Edit } from "./edit";
import { addFilter, enableFilter, type FilterOwner, moveFilter, newFilter, pasteFilters, removeFilter, renameFilter, setFilter } from "./filters";
import { lockItems, moveItem, removeItems, setBlend, setOpacity, showItems, stackItem, transformItems } from "./items";
import { holds, nestedScene } from "./nesting";
import { copyItems, pasteItems } from "./pasting";
import { alignItems, centreItems, fitItems, flipItems, nudgeItems, resetItems, rotateItems, stretchItems } from "./placing";
import { addScene, duplicateScene, moveScene, removeScene, renameScene } from "./scenes";
import { addSource, duplicateItem, newSource, referenceSource, renameSource, setSource } from "./sources";
import { setSceneTransition, setTransition } from "./transitions";

/** Any of the entries, by a number that a run draws. */
function any<T>(entries: readonly T[], pick: number): T {
  const entry = entries[pick % entries.length];
  if (entry === undefined) throw new Error("nothing to choose from");
  return entry;
}

const record = z.record(z.string(), z.json());
const film = { kind: "media", name: "Film", settings: record, placed: "fill", sounds: true } as const;
const sceneKind = { kind: "scene", name: "Scene", settings: record, placed: "fill" } as const;
const gain = { kind: "gain", name: "Gain", settings: record };
const sizes = new Map(["camera", "logo", "nested a"].map((id, at) => [id, { width: 1920 >> at, height: 1080 >> at }]));
const transitions: Transition[] = [{ kind: "cut" }, { kind: "slide", duration: 500, direction: "left" }];
let ids = 0;
const id = () => `new ${(ids += 1)}`;

/** What a run draws: which entries are meant, and figures. */
interface Draw {
  scene: number;
  other: number;
  item: number;
  owner: number;
  place: number;
  figure: number;
  name: string;
}

/** Every edit there is, on entries of the collection as it is now. */
const edits: Record<string, (collection: Collection, draw: Draw) => Edit> = {
  addScene: (_, { name }) => addScene(id(), name),
  renameScene: (c, d) => renameScene(any(c.scenes, d.scene).id, d.name),
  duplicateScene: (c, d) => duplicateScene(any(c.scenes, d.scene).id, id()),
  moveScene: (c, d) => moveScene(any(c.scenes, d.scene).id, d.place),
  removeScene: (c, d) => removeScene(any(c.scenes, d.scene).id),
  addSource: (c, d) => addSource(any(c.scenes, d.scene).id, newSource(film, { file: d.name }), film, id()),
  nestScene: (c, d) => addSource(any(c.scenes, d.scene).id, newSource(sceneKind, { scene: any(c.scenes, d.other).id }), sceneKind, id()),
  referenceSource: (c, d) => referenceSource(any(c.scenes, d.scene).id, anySource(c, d), film, id()),
  renameSource: (c, d) => renameSource(anySource(c, d), d.name),
  setSource: (c, d) => setSource(anySource(c, d), { scene: any(c.scenes, d.other).id, figure: d.figure }),
  duplicateItem: (c, d) => duplicateItem(any(c.scenes, d.scene).id, items(c, d)[0] ?? "", id()),
  transformItems: (c, d) => transformItems(any(c.scenes, d.scene).id, new Map(items(c, d).map((one) => [one, filling({ width: 9, height: d.place + 1 })])), "Move"),
  showItems: (c, d) => showItems(any(c.scenes, d.scene).id, items(c, d), d.figure > 0),
  lockItems: (c, d) => lockItems(any(c.scenes, d.scene).id, items(c, d), d.figure > 0),
  setOpacity: (c, d) => setOpacity(any(c.scenes, d.scene).id, items(c, d), d.figure),
  setBlend: (c, d) => setBlend(any(c.scenes, d.scene).id, items(c, d), any(["add", "screen", "multiply"], d.place)),
  moveItem: (c, d) => moveItem(any(c.scenes, d.scene).id, items(c, d)[0] ?? "", d.place),
  stackItem: (c, d) => stackItem(any(c.scenes, d.scene).id, items(c, d)[0] ?? "", any(["up", "down", "top", "bottom"], d.place)),
  removeItems: (c, d) => removeItems(any(c.scenes, d.scene).id, items(c, d)),
  pasteItems: (c, d) => pasteItems(any(c.scenes, d.other).id, copyItems(c, any(c.scenes, d.scene).id, items(c, d)), d.figure > 0 ? "reference" : "duplicate"),
  nudgeItems: (c, d) => nudgeItems(any(c.scenes, d.scene).id, items(c, d), d.figure, -d.figure),
  alignItems: (c, d) => alignItems(any(c.scenes, d.scene).id, items(c, d), sizes, any(["left", "centre", "right", "top", "middle", "bottom"], d.place)),
  centreItems: (c, d) => centreItems(any(c.scenes, d.scene).id, items(c, d), sizes),
  fitItems: (c, d) => fitItems(any(c.scenes, d.scene).id, items(c, d)),
  stretchItems: (c, d) => stretchItems(any(c.scenes, d.scene).id, items(c, d)),
  resetItems: (c, d) => resetItems(any(c.scenes, d.scene).id, items(c, d), (_, canvas) => filling(canvas)),
  flipItems: (c, d) => flipItems(any(c.scenes, d.scene).id, items(c, d), d.figure > 0 ? "horizontal" : "vertical"),
  rotateItems: (c, d) => rotateItems(any(c.scenes, d.scene).id, items(c, d), 90),
  addChannel: (_, d) => addChannel(id(), d.name, { kind: "desktop" }),
  setChannel: (c, d) => setChannel(channel(c, d), any([{ muted: d.figure > 0 }, { volume: d.figure * 6 }, { name: d.name }, { monitor: "both" as const }], d.place)),
  moveChannel: (c, d) => moveChannel(channel(c, d), d.place),
  removeChannel: (c, d) => removeChannel(channel(c, d)),
  addFilter: (c, d) => addFilter(owner(c, d), newFilter(gain)),
  pasteFilters: (c, d) => pasteFilters(owner(c, d), [newFilter(gain), newFilter(gain)]),
  renameFilter: (c, d) => renameFilter(owner(c, d), filter(c, d), d.name),
  enableFilter: (c, d) => enableFilter(owner(c, d), filter(c, d), d.figure > 0),
  setFilter: (c, d) => setFilter(owner(c, d), filter(c, d), { figure: d.figure }),
  moveFilter: (c, d) => moveFilter(owner(c, d), filter(c, d), d.place),
  removeFilter: (c, d) => removeFilter(owner(c, d), filter(c, d)),
  setCanvas: (_, d) => setCanvas({ width: 640 + d.place, height: 360 }),
  setTransition: (_, d) => setTransition(any(transitions, d.place)),
  setSceneTransition: (c, d) => setSceneTransition(any(c.scenes, d.scene).id, any([...transitions, null], d.place)),
};

function items(collection: Collection, { scene, item }: Draw): string[] {
  const all = any(collection.scenes, scene).items;
  return all.filter((_, at) => at === item % Math.max(1, all.length) || at === item % 3).map((one) => one.id);
}

function anySource({ sources }: Collection, { item }: Draw): string {
  return sources[item % Math.max(1, sources.length)]?.id ?? "none is left";
}

function channel({ channels }: Collection, { item }: Draw): string {
  return channels[item % Math.max(1, channels.length)]?.id ?? "none is left";
}

function owner(collection: Collection, draw: Draw): FilterOwner {
  return draw.owner % 2 === 0 ? { source: anySource(collection, draw) } : { channel: channel(collection, draw) };
}

function filter(collection: Collection, draw: Draw): string {
  const whose = owner(collection, draw);
  const chain = "source" in whose ? collection.sources.find((one) => one.id === whose.source) : collection.channels.find((one) => one.id === whose.channel);
  return chain?.filters[draw.place % Math.max(1, chain.filters.length)]?.id ?? "none is there";
}

/** So that an edit which changes what it was given fails at once. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

const number = fc.nat({ max: 12 });
const draw: fc.Arbitrary<Draw> = fc.record({
  ...{ scene: number, other: number, item: number, owner: number, place: number },
  figure: fc.double({ min: -1, max: 1, noNaN: true }).map((value) => value + 0),
  name: fc.constantFrom("Camera", "카메라", " A ", "", "Scene 2"),
});
const deeds = fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), draw), { minLength: 1, maxLength: 40 });

test("whatever is done in whatever order holds together, is taken back exactly, and done again exactly", () => {
  const done = new Map<string, number>();
  fc.assert(
    fc.property(deeds, (list) => {
      let collection = frozen(aStudio());
      let history = noHistory;
      const states = [collection];
      for (const [name, drawn] of list) {
        const change = edits[name]?.(collection, drawn)(collection) ?? null;
        if (change === null) continue;
        done.set(name, (done.get(name) ?? 0) + 1);
        expect(change.name).toMatch(/^\p{Lu}\S* ./u);
        expect(JSON.stringify(change.collection), `${name} changed nothing`).not.toBe(JSON.stringify(collection));
        history = recorded(history, collection, change, null);
        collection = frozen(change.collection);
        states.push(collection);
        // Valid, every reference leads somewhere, and what main reads back is the same.
        expect(salvage(JSON.parse(JSON.stringify(collection)), collection.name)).toEqual({ collection, intact: true });
        for (const scene of collection.scenes) {
          const nested = collection.sources.filter((one) => scene.items.some(({ source }) => source === one.id)).map(nestedScene);
          expect(nested.some((inner) => inner !== null && holds(collection, inner, scene.id)), `${scene.name} shows itself`).toBe(false);
        }
      }
      for (const before of states.slice(0, -1).reverse()) {
        const back = undone(history, collection);
        expect(back?.collection).toEqual(before);
        ({ history, collection } = back ?? { history, collection });
      }
      expect(undone(history, collection)).toBeNull();
      for (const after of states.slice(1)) {
        const forth = redone(history, collection);
        expect(forth?.collection).toEqual(after);
        ({ history, collection } = forth ?? { history, collection });
      }
      expect(redone(history, collection)).toBeNull();
    }),
    { numRuns: 500, seed: 20_260_301 },
  );
  // A property that never did a thing would hold for nothing.
  expect(Object.keys(edits).filter((name) => (done.get(name) ?? 0) < 5)).toEqual([]);
});
