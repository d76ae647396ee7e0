import { describe, expect, it } from "vitest";
import { HeldPictures } from "./held-pictures";
import type { Picture } from "./picture";

/** A picture with a number, and how often it is held. */
interface Numbered extends Picture {
  holders: number;
}

function numbered(n: number): Numbered {
  const picture: Numbered = {
    i420: new Uint8Array([n]),
    holders: 0,
    hold: () => void (picture.holders += 1),
    letGo: () => void (picture.holders -= 1),
  };
  return picture;
}

describe("HeldPictures", () => {
  const pictures = Array.from({ length: 20 }, (_, n) => numbered(n));
  const held = new HeldPictures();
  const exchange = (from: number, to: number): (number | undefined)[] => pictures.slice(from, to).map((p) => held.exchange(p).i420[0]);

  it("passes pictures on at once, shows the last on while more are to be held, leaves out those that are not", () => {
    expect(exchange(0, 3)).toEqual([0, 1, 2]);
    held.hold(3);
    expect(exchange(3, 8)).toEqual([2, 2, 2, 3, 4]);
    held.hold(1);
    expect(exchange(8, 11)).toEqual([7, 8, 9]);
    held.hold(0);
    expect(exchange(11, 13)).toEqual([11, 12]);
  });

  it("gives what it held at the end, and holds nothing then", () => {
    held.hold(4);
    exchange(13, 16);
    expect(held.drain()?.i420[0]).toBe(13);
    expect(held.drain()?.i420[0]).toBe(14);
    expect(held.drain()?.i420[0]).toBe(15);
    expect(held.drain()).toBeNull();
    expect(pictures.map((p) => p.holders)).toEqual(pictures.map(() => 0));
  });

  it("shows the first one while it holds more at the beginning", () => {
    const fresh = new HeldPictures();
    fresh.hold(2);
    expect(pictures.slice(0, 4).map((p) => fresh.exchange(p).i420[0])).toEqual([0, 1, 0, 1]);
  });
});
