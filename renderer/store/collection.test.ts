import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CallName } from "../../electron/contract/channels";
import type { Collection, OpenCollection } from "../../electron/contract/collection";
import type { Problem } from "../../electron/contract/problem";
import { defaultSettings } from "../../electron/contract/settings";
import { renameCollection } from "./collections";
import { setChannel } from "./edits/channels";
import { aStudio } from "./edits/collection.fixture";
import { addScene, removeScene, renameScene } from "./edits/scenes";
import { remove } from "./removing";
import { feedStage } from "./staging";
import { useStudio } from "./studio";
import { holdBar, obey, pickScene, releaseBar, setStudioMode, take, takeScene } from "./switching";

// The page's, which the store's keys ask what system this is.
vi.hoisted(() => vi.stubGlobal("navigator", { userAgent: "X11; Linux" }));

const state = () => useStudio.getState();
const fresh = useStudio.getState();

/** What main was given and asked, and what it answers. */
let asked: { name: CallName; request: unknown }[];
let answer: (name: CallName, request: unknown) => Promise<Problem | null>;
const written = () => asked.filter(({ name }) => name === "collection.write").map(({ request }) => request as Collection);

function opening(collection: Collection, names = ["Main"]): OpenCollection {
  return { collection, saved: true, names };
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answer = () => Promise.resolve(null);
  vi.stubGlobal("window", {
    tallylight: {
      call: (name: CallName, request: unknown) => {
        asked.push({ name, request });
        return answer(name, request);
      },
    },
  });
  useStudio.setState({ ...fresh, collection: null, settings: defaultSettings, toasts: [], notices: [] }, true);
  state().takeCollection(opening(aStudio()));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("writing", () => {
  test("gathers what is edited, and never longer than 200 ms", async () => {
    for (let step = 0; step < 10; step++) {
      state().edit(setChannel("mic", { volume: -step - 1 }), "fader");
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(written().map(({ channels }) => channels[0]?.volume)).toEqual([-4, -8]);
    await state().flushCollection();
    expect(written().at(-1)).toEqual(state().collection);
    expect(state().history.past).toHaveLength(1);
  });

  test("writes nothing twice and nothing unchanged", async () => {
    await state().flushCollection();
    state().edit(addScene("d"));
    await state().flushCollection();
    await state().flushCollection();
    expect(written()).toHaveLength(1);
  });

  test("tells of what main refused", async () => {
    answer = () => Promise.resolve({ code: "disk-full" });
    state().edit(addScene("d"));
    await state().flushCollection();
    expect(state().notices).toEqual([{ code: "disk-full" }]);
  });

  test("waits while main renames, then goes on under the new name", async () => {
    let rename: (done: null) => void = () => undefined;
    answer = (name) => (name === "collection.rename" ? new Promise((resolve) => (rename = resolve)) : Promise.resolve(null));
    state().edit(addScene("d"));
    const renamed = renameCollection("Main", "Friday");
    await vi.advanceTimersByTimeAsync(0);
    state().edit(addScene("e"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(written().map(({ name, scenes }) => [name, scenes.length])).toEqual([["Main", 4]]);
    state().takeCollection(opening({ ...aStudio(), ...written()[0], name: "Friday" }, ["Friday"]));
    rename(null);
    expect(await renamed).toBeNull();
    await state().flushCollection();
    expect(written().map(({ name, scenes }) => [name, scenes.length])).toEqual([["Main", 4], ["Friday", 5]]);
    state().undo();
    state().undo();
    expect(state().collection).toEqual({ ...aStudio(), name: "Friday" });
  });
});

describe("another collection", () => {
  test("comes without the history of the one before, whose last word is kept", () => {
    state().edit(addScene("d"));
    const last = state().collection;
    state().takeCollection(opening({ ...aStudio(), name: "Game", program: "c" }, ["Game", "Main"]));
    expect(written()).toEqual([last]);
    expect(state()).toMatchObject({ collection: { name: "Game" }, collections: ["Game", "Main"], history: { past: [] } });
  });

  test("that comes or goes elsewhere does not disturb what is edited here", () => {
    state().edit(addScene("d"));
    const edited = state().collection;
    state().takeCollection(opening(aStudio(), ["Main", "New"]));
    expect(state()).toMatchObject({ collection: edited, collections: ["Main", "New"], history: { past: [{ name: "Add Scene" }] } });
  });
});

describe("a drag", () => {
  test("is one step when it is let go, none when it is cancelled", () => {
    const volume = (db: number) => state().edit(setChannel("mic", { volume: db }));
    state().beginGesture();
    [-1, -2, -3].forEach(volume);
    state().commitGesture();
    state().beginGesture();
    [-4, -5].forEach(volume);
    state().cancelGesture();
    expect(state().collection?.channels[0]?.volume).toBe(-3);
    expect(state().history).toMatchObject({ past: [{ name: "Change volume of Mic" }], future: [] });
    state().undo();
    expect(state().collection).toEqual(aStudio());
  });

  test("of the keyboard ends by a pause", async () => {
    const press = (db: number) => state().edit(setChannel("mic", { volume: db }), "keys");
    press(-1);
    press(-2);
    await vi.advanceTimersByTimeAsync(1500);
    press(-3);
    expect(state().history.past).toHaveLength(2);
  });
});

test("what was removed can be brought back until something else is done", () => {
  remove(removeScene("a"));
  expect(state().toasts).toMatchObject([{ text: "Removed A" }]);
  state().undoToast(state().toasts[0]?.id ?? 0);
  expect(state().collection).toEqual(aStudio());
  remove(removeScene("c"));
  state().edit(renameScene("a", "Start"));
  expect(state().toasts).toEqual([]);
});

describe("the stage", () => {
  const stage = { setCollection: vi.fn(), take: vi.fn(), prepare: vi.fn(), setBar: vi.fn() };
  let end: () => void;
  beforeEach(() => {
    vi.clearAllMocks();
    end = feedStage(stage);
  });
  afterEach(() => {
    end();
  });
  const taken = () => stage.take.mock.calls;

  test("begins with a cut to what was on the program", () => {
    expect(taken()).toEqual([["a", { kind: "cut" }]]);
    expect(stage.setCollection).toHaveBeenCalledOnce();
    expect(stage.prepare.mock.calls).toEqual([[null]]);
  });

  test("brings scenes on by their own transition, or the collection's", () => {
    pickScene("b");
    pickScene("c");
    pickScene("c");
    pickScene("nobody");
    takeScene("a", { kind: "fade", duration: 1000 });
    expect(taken().slice(1)).toEqual([["b", { kind: "fade", duration: 300 }], ["c", { kind: "cut" }], ["a", { kind: "fade", duration: 1000 }]]);
    expect(state().history.past).toEqual([]);
    expect(stage.setCollection).toHaveBeenCalledOnce();
  });

  test("hears of scenes and sources only, and of a scene before it comes on", () => {
    state().edit(setChannel("mic", { muted: true }));
    expect(stage.setCollection).toHaveBeenCalledOnce();
    state().edit(addScene("d"));
    pickScene("d");
    expect(stage.setCollection).toHaveBeenCalledTimes(2);
    expect(taken().at(-1)?.[0]).toBe("d");
  });

  test("cuts away from a scene that was removed, and back", () => {
    state().edit(removeScene("a"));
    state().undo();
    expect(taken().slice(1)).toEqual([["b", { kind: "cut" }], ["a", { kind: "cut" }]]);
  });

  test("studio mode prepares first, and swaps", () => {
    setStudioMode(true);
    pickScene("c");
    expect(taken()).toHaveLength(1);
    take();
    expect(taken().at(-1)).toEqual(["c", { kind: "cut" }]);
    expect(state()).toMatchObject({ prepared: "a", collection: { program: "c" }, settings: { studioMode: true } });
    expect(stage.prepare.mock.calls.map(([scene]) => scene as unknown)).toEqual([null, "a", "c", "a"]);
    state().edit(removeScene("a"));
    expect(state().prepared).toBe("c");
  });

  test("the T-bar brings the prepared scene on from the middle, and is not followed by a cut", () => {
    setStudioMode(true);
    pickScene("b");
    holdBar(0.4);
    releaseBar();
    expect(state().collection?.program).toBe("a");
    holdBar(0.9);
    releaseBar();
    expect(state()).toMatchObject({ prepared: "a", collection: { program: "b" }, bar: null });
    expect(stage.setBar.mock.calls.map(([position]) => position as unknown)).toEqual([0.4, null, 0.9, null]);
    expect(taken()).toHaveLength(1);
    take();
    expect(taken().at(-1)?.[0]).toBe("a");
  });

  test("obeys hotkeys", () => {
    obey({ do: "scene", scene: "b" });
    expect(taken().at(-1)?.[0]).toBe("b");
    obey({ do: "mute", channel: "mic" });
    expect(state().collection?.channels[0]?.muted).toBe(true);
    obey({ do: "mute", channel: "mic" });
    expect(state().collection?.channels[0]?.muted).toBe(false);
    setStudioMode(true);
    obey({ do: "scene", scene: "c" });
    obey({ do: "transition" });
    expect(state().collection?.program).toBe("c");
  });
});
