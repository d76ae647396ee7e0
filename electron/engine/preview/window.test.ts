import { describe, expect, it } from "vitest";
import { TICKS } from "../bus/unit";
import type { Part } from "./part";
import { Window } from "./window";

/** Segments of 2 s in 6 parts, as far as part `until` of the last one. */
function filled(segments: number, until = 6): Window {
  const window = new Window();
  for (let segment = 0; segment < segments; segment += 1) {
    const count = segment === segments - 1 ? until : 6;
    for (let index = 0; index < count; index += 1) window.add(part(segment, index));
  }
  return window;
}

function part(segment: number, index: number): Part {
  const duration = TICKS / 3;
  const chunks = [Buffer.from(`${segment}.${index}`)];
  return { segment, index, last: index === 5, independent: index === 0, epoch: 0, takenAt: 0, duration, chunks, size: 3 };
}

const segmentsOf = (parts: readonly Part[]): number[] => [...new Set(parts.map((p) => p.segment))];

describe("Window", () => {
  it("lists twelve seconds and the segment under way, and keeps a little more", () => {
    const window = filled(20, 3);
    expect(segmentsOf(window.listed)).toEqual([13, 14, 15, 16, 17, 18, 19]);
    expect(window.listed.at(-1)?.index).toBe(2);
    expect(window.segment(11)).toHaveLength(6);
    expect(window.segment(10)).toBeNull();
    expect(window.part(10, 0)).toBeNull();
  });

  it("stays as small however long it runs", () => {
    const window = filled(1000, 6);
    expect(segmentsOf(window.listed)).toHaveLength(6);
    expect(Array.from({ length: 1000 }, (_, n) => window.segment(n)).filter((s) => s !== null)).toHaveLength(8);
  });

  it("gives a segment only when it is whole", () => {
    const window = filled(2, 3);
    expect(window.playable).toBe(true);
    expect(window.segment(0)).toHaveLength(6);
    expect(window.segment(1)).toBeNull();
    expect(window.part(1, 2)).not.toBeNull();
    expect(window.next).toEqual({ segment: 1, index: 3 });
    expect(filled(1, 5).playable).toBe(false);
  });

  it("knows what has come, with an index beyond a segment's end meaning the next one", () => {
    const open = filled(2, 3);
    expect(open.reached(0, null)).toBe(true);
    expect(open.reached(1, null)).toBe(false);
    expect(open.reached(1, 2)).toBe(true);
    expect(open.reached(1, 3)).toBe(false);
    expect(open.reached(0, 9)).toBe(true);
    const closed = filled(2);
    expect(closed.reached(1, 5)).toBe(true);
    expect(closed.reached(1, 6)).toBe(false);
    expect(closed.reached(2, 0)).toBe(false);
    expect(closed.reached(1, null)).toBe(true);
    closed.add(part(2, 0));
    expect(closed.reached(1, 6)).toBe(true);
    expect(closed.reached(2, 0)).toBe(true);
  });

  it("goes on counting after it was cleared", () => {
    const window = filled(2);
    window.clear();
    expect(window.listed).toEqual([]);
    expect(window.playable).toBe(false);
    expect(window.next).toEqual({ segment: 2, index: 0 });
  });
});
