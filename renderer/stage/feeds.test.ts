import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Source } from "../../electron/contract/collection";
import type { Feed, FeedLink, SourceState } from "../sources/kind";
import { Feeds } from "./feeds";

/** The feeds that were opened, newest last. */
let opened: { link: FeedLink; feed: { [Name in keyof Feed]-?: ReturnType<typeof vi.fn> } }[] = [];

vi.mock("../sources/kinds", () => ({
  sourceKind: (kind: string) =>
    kind === "plain"
      ? {}
      : {
          feed: (_settings: unknown, link: FeedLink) => {
            const feed = { command: vi.fn(), heard: vi.fn(), setActive: vi.fn(), close: vi.fn() };
            opened.push({ link, feed });
            return feed;
          },
        },
}));

beforeEach(() => void (opened = []));

const format = { width: 1280, height: 720, fps: 30 };
const source = (id: string, settings: Source["settings"] = {}, kind = "fed"): Source => ({ id, name: id, kind, settings, filters: [] });

function setUp(): { feeds: Feeds; posted: unknown[]; state: (id: string) => SourceState | undefined } {
  const posted: unknown[] = [];
  let states: ReadonlyMap<string, SourceState> = new Map();
  const feeds = new Feeds(format, {
    post: (...all) => void posted.push(all),
    onSound: () => undefined,
    onFile: () => undefined,
    onStates: (all) => void (states = all),
  });
  return { feeds, posted, state: (id) => states.get(id) };
}

const report = (id: string, turn: number, width = 640) => ({
  ...{ source: id, turn, width, height: width === 0 ? 0 : 360, fps: 30, problem: null, filterProblem: null },
});

describe("Feeds", () => {
  it("begin when their source is first seen, and end with it", () => {
    const { feeds, posted } = setUp();
    expect(feeds.set([source("a"), source("b")]).map(({ id, turn }) => [id, turn])).toEqual([
      ["a", 0],
      ["b", 0],
    ]);
    feeds.begin();
    expect(opened).toHaveLength(0);
    feeds.setSeen(["a"], ["a"]);
    expect(opened.map(({ link }) => link.id)).toEqual(["a"]);
    expect(opened[0]?.feed.setActive).toHaveBeenCalledWith(true);
    opened[0]?.link.post("hello");
    expect(posted).toEqual([["a", 0, "hello", []]]);
    feeds.setSeen(["a"], []);
    expect(opened[0]?.feed.setActive).toHaveBeenLastCalledWith(false);
    feeds.set([source("b")]);
    expect(opened[0]?.feed.close).toHaveBeenCalledOnce();
  });

  it("begin anew with new settings and formats, and hear nothing that is late", () => {
    const { feeds } = setUp();
    feeds.set([source("a")]);
    feeds.setSeen(["a"], []);
    feeds.set([source("a")]);
    expect(opened).toHaveLength(1);
    expect(feeds.set([source("a", { other: 1 })])[0]?.turn).toBe(1);
    feeds.begin();
    expect([opened.length, opened[0]?.feed.close.mock.calls.length]).toEqual([2, 1]);
    feeds.heard("a", 0, "late");
    feeds.heard("a", 1, "new");
    expect(opened[1]?.feed.heard.mock.calls).toEqual([["new"]]);
    feeds.setFormat({ ...format, fps: 60 });
    feeds.set([source("a", { other: 1 })]);
    feeds.begin();
    expect(opened[2]?.link.format.fps).toBe(60);
  });

  it("tell the state of the feed with the size of the picture", () => {
    const { feeds, state } = setUp();
    feeds.set([source("a"), source("plain", {}, "plain")]);
    feeds.setSeen(["a", "plain"], []);
    expect(state("a")?.phase).toBe("starting");
    feeds.reported(report("a", 0));
    feeds.reported(report("plain", 0));
    expect([state("a")?.phase, state("plain")?.phase]).toEqual(["starting", "showing"]);
    opened[0]?.link.tell({ phase: "showing", problem: null });
    expect(state("a")).toEqual({ phase: "showing", problem: null, width: 640, height: 360, fps: 30 });
    opened[0]?.link.tell({ phase: "lost", problem: { code: "device-lost" } });
    expect(state("a")).toMatchObject({ phase: "lost", problem: { code: "device-lost" }, width: 0 });
    feeds.reported({ ...report("plain", 0), filterProblem: { code: "file-missing" } });
    expect(state("plain")).toMatchObject({ phase: "showing", problem: { code: "file-missing" } });
    feeds.reported({ ...report("plain", 0), problem: { code: "internal" } });
    expect(state("plain")?.phase).toBe("failed");
  });

  it("are tried again only after they failed", () => {
    const { feeds } = setUp();
    feeds.set([source("a")]);
    feeds.setSeen(["a"], []);
    expect(feeds.retry("a")).toBe(false);
    opened[0]?.link.tell({ phase: "failed", problem: { code: "permission-denied" } });
    expect(feeds.retry("a")).toBe(true);
    feeds.set([source("a")]);
    feeds.begin();
    expect(opened).toHaveLength(2);
  });
});
