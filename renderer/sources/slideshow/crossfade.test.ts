import { expect, it } from "vitest";
import type { OwnedLayer } from "../picture";
import { testStage } from "../stage.fixture";
import { Crossfade } from "./crossfade";

it("goes from one to the other, alpha with its colours, and makes no layer twice", () => {
  const stage = testStage();
  const size = { width: 6, height: 3 };
  const filled = (pixel: number[]): OwnedLayer => stage.tools.fromRgba(new Uint8Array(Array(18).fill(pixel).flat()), size, false);
  const white = filled([255, 255, 255, 255]);
  const clear = filled([0, 0, 0, 0]);
  const crossfade = new Crossfade(stage.tools);
  const at = (weight: number): number[] => stage.pixel(crossfade.between(white, clear, weight), 5, 2);
  expect(at(0)).toEqual([235, 128, 128, 255]);
  expect(at(51)).toEqual([191, 128, 128, 204]);
  const used = stage.used();
  expect(at(128)).toEqual([125, 128, 128, 127]);
  expect(at(255)).toEqual([16, 128, 128, 0]);
  expect(stage.used()).toBe(used);

  const opaque = { ...filled([0, 0, 0, 255]), a: null };
  expect(crossfade.between(opaque, { ...white, a: null }, 128)).toMatchObject({ a: null });
  expect(stage.pixel(crossfade.between(opaque, clear, 102), 0, 0)).toEqual([16, 128, 128, 153]);
  for (const layer of [white, clear, opaque]) layer.free();
  crossfade.close();
  expect(stage.used()).toBe(0);
});
