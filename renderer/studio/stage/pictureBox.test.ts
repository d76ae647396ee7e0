import { expect, it } from "vitest";
import { pictureBox, placedBox } from "./pictureBox";

it.each([
  [[663, 420], 16 / 9, 1, [662, 372]],
  [[900, 423.5], 16 / 9, 1, [752, 424]],
  [[663, 420], 16 / 9, 1.25, [828 / 1.25, 466 / 1.25]],
  [[663, 420], 9 / 16, 2, [472 / 2, 840 / 2]],
] as const)("fills %j at shape %f and %f pixels to one with even sides", ([width, height], shape, ratio, [boxWidth, boxHeight]) => {
  expect(pictureBox({ width, height }, shape, ratio)).toEqual({ width: boxWidth, height: boxHeight });
});

it("lies in the middle of its room, on whole pixels of the screen", () => {
  expect(placedBox({ width: 701, height: 601 }, 20, 16 / 9, 1)).toEqual({ width: 660, height: 372, left: 21, top: 115 });
  expect(placedBox({ width: 10, height: 10 }, 20, 16 / 9, 1)).toMatchObject({ width: 2, height: 2 });
});
