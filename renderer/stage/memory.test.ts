import { describe, expect, it } from "vitest";
import { Memory, SLACK } from "./memory";

const SIZE = 1 << 20;

describe("Memory", () => {
  it("gives aligned areas that never meet, and takes all of them back", () => {
    const memory = new Memory(SIZE);
    const areas: { offset: number; bytes: number }[] = [];
    let state = 5;
    const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    for (let i = 0; i < 5000; i++) {
      if (random(3) < 2) {
        const bytes = 1 + random(9000);
        try {
          areas.push({ offset: memory.allocate(bytes), bytes });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      } else if (areas.length > 0) {
        const [gone] = areas.splice(random(areas.length), 1);
        memory.free(gone?.offset ?? -1);
      }
      const sorted = [...areas].sort((a, b) => a.offset - b.offset);
      sorted.forEach(({ offset, bytes }, n) => {
        if (offset % 64 !== 0 || offset + bytes + SLACK > (sorted[n + 1]?.offset ?? SIZE)) throw new Error(`area ${offset}`);
      });
    }
    for (const { offset } of areas) memory.free(offset);
    expect(memory.used).toBe(0);
    // Everything is one piece again.
    expect(memory.allocate(SIZE - 65_536 - SLACK)).toBe(65_536);
  });

  it("says when it is full, and when something is given back twice", () => {
    const memory = new Memory(SIZE);
    const offset = memory.allocate(500_000);
    expect(() => memory.allocate(500_000)).toThrow(RangeError);
    memory.free(offset);
    expect(() => memory.free(offset)).toThrow(RangeError);
    expect(memory.allocate(500_000)).toBe(offset);
  });
});
