import { expect, it } from "vitest";
import { type Picture, untimed } from "../picture";
import { testStage } from "../stage.fixture";
import { scenePicture } from "./picture";
import { SceneSettings } from "./schema";

it("shows the scene it names, and nothing without one", () => {
  const stage = testStage();
  const pause: Picture = {
    version: () => 7,
    size: () => stage.canvas,
    render: () => stage.tools.allocate(64, 36, true),
    timing: () => untimed,
    close: () => undefined,
  };
  stage.scene = (id) => (id === "break" ? pause : null);
  expect(scenePicture({ scene: "break" }, stage.tools)).toBe(pause);
  for (const settings of [SceneSettings.parse({}), { scene: "gone" }]) {
    expect(scenePicture(settings, stage.tools).size()).toEqual({ width: 0, height: 0 });
  }
});
