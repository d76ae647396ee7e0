import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Filter } from "../../electron/contract/filter";
import type { Picture, PictureTools } from "../sources/picture";
import { untimed } from "../sources/picture";
import { type Layer, layerAt } from "./layer";
import { SourceNode } from "./source-node";

/** The pictures that were made, by the names in their settings. */
const made = new Map<string, TestPicture>();

class TestPicture implements Picture {
  shade = 1;
  pixels = 1;
  width = 64;
  closed = 0;
  heard: unknown[] = [];
  draw: () => Layer | Promise<Layer> = () => layerAt(0, 64, 36, false);

  version(): number {
    return this.shade;
  }

  revision(): number {
    return this.pixels;
  }

  size() {
    return { width: this.width, height: this.width === 0 ? 0 : 36 };
  }

  render(): Layer | Promise<Layer> {
    return this.draw();
  }

  timing() {
    return untimed;
  }

  fed(message: unknown): void {
    this.heard.push(message);
  }

  close(): void {
    this.closed++;
  }
}

vi.mock("../sources/kinds", () => ({
  sourceKind: () => ({
    picture: ({ name }: { name: string }) => {
      if (name === "wrong") throw new Error("wrong settings");
      const picture = new TestPicture();
      if (name === "slow to start") picture.width = 0;
      made.set(name, picture);
      return picture;
    },
  }),
}));

/** Filters that wait for a file, by the names in their settings. */
const filters = new Map<string, { ready: boolean; applied: number; closed: number }>();

vi.mock("../filters/kinds", () => ({
  filterKind: () => ({
    filter: ({ name }: { name: string }) => {
      const filter = { ready: false, applied: 0, closed: 0 };
      filters.set(name, filter);
      return {
        ready: () => filter.ready,
        apply: (layer: Layer) => {
          filter.applied++;
          return layer;
        },
        close: () => void filter.closed++,
      };
    },
  }),
}));

beforeEach(() => {
  made.clear();
  filters.clear();
});

function nodeOf(name: string): { node: SourceNode; picture: TestPicture; set: (name: string, turn: number) => void } {
  const node = new SourceNode(() => ({}) as PictureTools, "source");
  const set = (now: string, turn: number): void =>
    node.set({ id: "source", turn, kind: "test", settings: { name: now }, filters: [] });
  set(name, 0);
  const picture = made.get(name);
  if (picture === undefined) throw new Error("no picture");
  return { node, picture, set };
}

describe("SourceNode", () => {
  it("draws a version once, and tells a new version that looks the same", () => {
    const { node, picture } = nodeOf("a");
    expect(node.isStale(0)).toBe(true);
    expect(node.refresh(0)).toBeNull();
    expect([node.isStale(1), node.revision]).toEqual([false, 1]);
    picture.shade = 2;
    expect(node.isStale(2)).toBe(true);
    node.refresh(2);
    expect([node.isStale(2), node.revision]).toEqual([false, 1]);
    picture.shade = picture.pixels = 3;
    node.refresh(3);
    expect(node.revision).toBe(2);
  });

  it("keeps the old picture until the new one has something to show", () => {
    const { node, picture, set } = nodeOf("a");
    node.refresh(0);
    set("slow to start", 1);
    node.fed(1, "news");
    node.fed(0, "old news");
    const next = made.get("slow to start");
    expect([next?.heard, picture.heard, picture.closed]).toEqual([["news"], [], 0]);
    expect(node.isStale(1)).toBe(false);
    if (next !== undefined) next.width = 64;
    expect([node.isStale(2), picture.closed]).toEqual([true, 1]);
  });

  it("keeps the old filter, through changes of its settings, until the new one has its file", () => {
    const node = new SourceNode(() => ({}) as PictureTools, "source");
    const set = (...names: string[]): void => {
      const chain = names.map((name) => ({ id: "f", kind: "lut", enabled: true, settings: { name } }) as unknown as Filter);
      node.set({ id: "source", turn: 0, kind: "test", settings: { name: "a" }, filters: chain });
    };
    const account = (): (readonly [string, number, number])[] => [...filters].map(([name, { applied, closed }]) => [name, applied, closed]);
    set("old");
    node.refresh(0);
    set("half");
    set("new");
    node.refresh(1);
    expect(account()).toEqual([["old", 2, 0], ["half", 0, 1], ["new", 0, 0]]);
    const now = filters.get("new");
    if (now !== undefined) now.ready = true;
    expect(node.isStale(2)).toBe(true);
    node.refresh(2);
    expect(account()).toEqual([["old", 2, 1], ["half", 0, 1], ["new", 1, 0]]);
    set();
    expect(account().map(([, , closed]) => closed)).toEqual([1, 1, 1]);
  });

  it("says what was thrown, shows nothing, and shows the next version again", async () => {
    const { node, picture } = nodeOf("a");
    picture.draw = () => Promise.reject(new Error("the samples are gone"));
    await node.refresh(0);
    expect(node.problem).toEqual({ code: "internal", detail: "the samples are gone" });
    expect([node.layer, node.isStale(0)]).toEqual([null, false]);
    picture.draw = () => layerAt(0, 64, 36, false);
    picture.shade++;
    node.refresh(1);
    expect([node.problem, node.layer?.width]).toEqual([null, 64]);
  });

  it("keeps the old picture when the new settings are wrong", () => {
    const { node, picture, set } = nodeOf("a");
    node.refresh(0);
    set("wrong", 1);
    expect(node.problem?.detail).toBe("wrong settings");
    expect([picture.closed, node.size().width]).toEqual([0, 64]);
  });

  it("is waited for once when it does not answer", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const { node, picture } = nodeOf("a");
    picture.draw = () => new Promise(() => undefined);
    expect(node.refresh(0)).toBeInstanceOf(Promise);
    vi.advanceTimersByTime(199);
    expect(node.refresh(199)).toBeInstanceOf(Promise);
    vi.advanceTimersByTime(1);
    expect(node.refresh(200)).toBeNull();
    vi.useRealTimers();
  });

  it("closes its pictures", () => {
    const { node, picture } = nodeOf("a");
    node.close();
    expect(picture.closed).toBe(1);
  });
});
