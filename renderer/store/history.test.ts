import { describe, expect, test } from "vitest";
import type { Collection } from "../../electron/contract/collection";
import { aStudio } from "./edits/collection.fixture";
import type { Edit } from "./edits/edit";
import { nudgeItems } from "./edits/placing";
import { addScene, removeScene, renameScene } from "./edits/scenes";
import { setTransition } from "./edits/transitions";
import { type History, MAX_STEPS, noHistory, recorded, redone, undone } from "./history";

/** Does edits one after the other. */
function doing(edits: [edit: Edit, gesture?: string][], from: Collection = aStudio()): { history: History; collection: Collection } {
  return edits.reduce(
    ({ history, collection }, [edit, gesture]) => {
      const change = edit(collection);
      if (change === null) throw new Error("nothing was done");
      return { history: recorded(history, collection, change, gesture ?? null), collection: change.collection };
    },
    { history: noHistory, collection: from },
  );
}

const nudge = (dx: number) => nudgeItems("a", ["a-cam"], dx, 0);

describe("a gesture", () => {
  test("is one step, however many edits it is made of", () => {
    const { history, collection } = doing([[renameScene("c", "End")], [nudge(1), "drag 1"], [nudge(2), "drag 1"], [nudge(4), "drag 1"], [nudge(8), "drag 2"]]);
    expect(history.past.map(({ name }) => name)).toEqual(["Rename C", "Move camera", "Move camera"]);
    const once = undone(history, collection);
    const twice = once && undone(once.history, once.collection);
    expect(twice?.collection.scenes[0]?.items[0]?.transform.x).toBe(0);
    expect(once?.collection.scenes[0]?.items[0]?.transform.x).toBe(7);
  });

  test("that ends where it began is no step", () => {
    const { history } = doing([[renameScene("c", "End")], [nudge(3), "drag 1"], [nudge(-3), "drag 1"]]);
    expect(history.past.map(({ name }) => name)).toEqual(["Rename C"]);
  });
});

test("something new ends what could be done again", () => {
  const { history, collection } = doing([[addScene("d")], [addScene("e")]]);
  const back = undone(history, collection);
  if (back === null) throw new Error("there was a step");
  const change = renameScene("a", "Start")(back.collection);
  if (change === null) throw new Error("it can be renamed");
  expect(recorded(back.history, back.collection, change, null).future).toEqual([]);
});

test("only so many steps are kept, the newest", () => {
  const { history } = doing(Array.from({ length: MAX_STEPS + 7 }, (_, at) => [renameScene("a", `Name ${at}`)]));
  expect(history.past).toHaveLength(MAX_STEPS);
  expect(history.past.at(-1)?.after.scenes[0]?.name).toBe(`Name ${MAX_STEPS + 6}`);
});

describe("the program", () => {
  test("is never switched by going back or forth", () => {
    const { history, collection } = doing([[setTransition({ kind: "cut" })]]);
    const back = undone(history, { ...collection, program: "c" });
    expect(back?.collection).toEqual({ ...aStudio(), program: "c" });
    const forth = back && redone(back.history, { ...back.collection, program: "b" });
    expect(forth?.collection).toEqual({ ...collection, program: "b" });
  });

  test("gets its removed scene back when nobody has switched since", () => {
    const { history, collection } = doing([[removeScene("a")]]);
    expect(collection.program).toBe("b");
    expect(undone(history, collection)?.collection).toEqual(aStudio());
    expect(undone(history, { ...collection, program: "c" })?.collection).toEqual({ ...aStudio(), program: "c" });
  });

  test("leaves a scene that is not there any more", () => {
    const { history, collection } = doing([[addScene("d")]]);
    expect(undone(history, { ...collection, program: "d" })?.collection.program).toBe("a");
  });
});

test("a collection that was renamed meanwhile keeps its new name", () => {
  const { history, collection } = doing([[addScene("d")]]);
  expect(undone(history, { ...collection, name: "Friday" })?.collection).toEqual({ ...aStudio(), name: "Friday" });
});
