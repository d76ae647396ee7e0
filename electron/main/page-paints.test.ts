import { expect, it } from "vitest";
import { type PaintedArea, PagePaints } from "./page-paints";

const at = (x: number, y: number, width = 10, height = 10): PaintedArea => ({ x, y, width, height });

it("keeps two in flight and joins what is painted meanwhile, newest image first", () => {
  const sent: [PaintedArea, string][] = [];
  const paints = new PagePaints<string>((area, image) => sent.push([area, image]));
  paints.painted(at(0, 0), "a");
  paints.painted(at(5, 5), "b");
  expect(sent).toEqual([
    [at(0, 0), "a"],
    [at(5, 5), "b"],
  ]);
  paints.painted(at(100, 40), "c");
  paints.painted(at(20, 60, 5, 5), "d");
  expect(sent).toHaveLength(2);
  paints.taken();
  expect(sent[2]).toEqual([at(20, 40, 90, 25), "d"]);
  paints.taken();
  expect(sent).toHaveLength(3);
  paints.painted(at(1, 1), "e");
  expect(sent).toHaveLength(4);
});

it("forgets what a page that is gone had painted, not what is under way", () => {
  const sent: string[] = [];
  const paints = new PagePaints<string>((_area, image) => sent.push(image));
  for (const image of ["a", "b", "c"]) paints.painted(at(0, 0), image);
  paints.forget();
  paints.taken();
  expect(sent).toEqual(["a", "b"]);
  paints.painted(at(0, 0), "d");
  paints.painted(at(0, 0), "e");
  expect(sent).toEqual(["a", "b", "d"]);
});
