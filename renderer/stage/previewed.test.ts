import { expect, it } from "vitest";
import { untimed } from "../sources/picture";
import { contextOf, sceneOf } from "./composition.fixture";
import { SmallScene } from "./previewed";
import type { SeenSource } from "./scene-view";
import { Turns } from "./turns";

const SIZE = { width: 64, height: 36 };

it("asks its sources for the program's moment while viewers get one, and for its own otherwise", async () => {
  const context = await contextOf("reference");
  const asked: number[] = [];
  const film: SeenSource = {
    ...{ layer: null, revision: 0, size: () => SIZE, timing: () => untimed, playback: () => null, refresh: () => null },
    isStale(at) {
      asked.push(at);
      return false;
    },
  };
  let moment: number | null = 1000;
  const prepared = new SmallScene(context, new Turns(), () => moment);
  prepared.prepare("a");
  const scene = sceneOf("a", { source: "film" });
  prepared.stage({ canvas: SIZE, scenes: new Map([["a", scene]]), nodeOf: () => film });
  const draw = async (at: number): Promise<void> => {
    await prepared.draw(SIZE, at, () => undefined);
    await prepared.draw(SIZE, at, () => undefined);
  };
  await draw(1250);
  expect(new Set(asked)).toEqual(new Set([1000]));
  moment = null;
  asked.length = 0;
  await draw(1300);
  expect(new Set(asked)).toEqual(new Set([1300]));
});
