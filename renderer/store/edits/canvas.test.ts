import { expect, test } from "vitest";
import { filling } from "../../../electron/contract/scene";
import { setCanvas } from "./canvas";
import { aStudio } from "./collection.fixture";

test("items look as they did in the middle of a canvas of another shape, and what filled the old one fills the new", () => {
  const portrait = { width: 1080, height: 1920 };
  const changed = setCanvas(portrait)(aStudio())?.collection;
  expect(changed?.canvas).toEqual(portrait);
  const [camera, logo] = changed?.scenes[0]?.items ?? [];
  expect(camera?.transform).toEqual(filling(portrait));
  // As large as fits: 1080 of 1280, and what stood in the middle stands there.
  expect(logo?.transform).toMatchObject({ x: 540, y: 960, anchor: { x: "centre", y: "centre" }, sizing: { mode: "scale", x: 0.84375, y: 0.84375 } });
});

test("the same canvas is no change", () => {
  expect(setCanvas({ width: 1280, height: 720 })(aStudio())).toBeNull();
});
