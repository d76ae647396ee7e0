import { describe, expect, it } from "vitest";
import type { Scene } from "../../electron/contract/scene";
import { contextOf, counted, gradient, pixelAt, pixelsOf, sceneOf, StillSource, type ItemWish } from "./composition.fixture";
import { createContext, type DrawingContext } from "./drawing-context";
import { Memory } from "./memory";
import { SceneView } from "./scene-view";
import { Scratch } from "./scratch";

const CANVAS = { width: 96, height: 54 };

async function setUp(): Promise<{
  context: DrawingContext;
  calls: Map<string, number>;
  sources: Map<string, StillSource>;
  view: SceneView;
  show: (scene: Scene) => void;
}> {
  const plain = await contextOf("wasm");
  const { kernels, calls } = counted(plain.kernels);
  const context = createContext(kernels, plain.bytes, plain.memory);
  const sources = new Map([
    ["full", new StillSource(context, 96, 54, gradient)],
    ["small", new StillSource(context, 48, 36, (x, y) => [50 + x + y, 100, 150])],
    ["large", new StillSource(context, 192, 108, gradient)],
  ]);
  const view = new SceneView(context, CANVAS, false);
  return { context, calls, sources, view, show: (scene) => view.set(scene, CANVAS, (id) => sources.get(id) ?? null) };
}

const items = (...wishes: ItemWish[]): Scene => sceneOf("scene", ...wishes);
const contained = { sizing: { mode: "contain", ...CANVAS } } as const;

describe("SceneView", () => {
  it("passes a picture that fills it through without a copy, bit by bit", async () => {
    const { context, calls, sources, view, show } = await setUp();
    const full = sources.get("full")?.layer ?? null;
    if (full === null) throw new Error("no layer");
    const before = pixelsOf(context.bytes, full);
    show(items({ source: "small" }, { source: "full", transform: contained }));
    calls.clear();
    await view.refresh(0);
    expect(view.layer.y).toBe(full.y);
    expect(pixelsOf(context.bytes, view.layer).equals(before)).toBe(true);
    // The one that is hidden was drawn at first, for nobody knew; nothing else was.
    calls.clear();
    sources.get("full")?.repaint((x, y) => gradient(x + 1, y));
    await view.refresh(1);
    expect([...calls.keys()]).toEqual([]);
    expect(sources.get("small")?.refreshed).toBeLessThanOrEqual(1);
  });

  it("is the same while nothing changed, and scales nothing again that did not", async () => {
    const { calls, sources, view, show } = await setUp();
    const scene = items({ source: "full" }, { source: "large", transform: { x: 10, sizing: { mode: "scale", x: 0.3, y: 0.3 } } });
    show(scene);
    await view.refresh(0);
    expect([view.isStale(1), view.revision]).toEqual([false, 1]);
    calls.clear();
    await view.refresh(1);
    expect([view.revision, calls.size]).toEqual([1, 0]);
    sources.get("full")?.repaint(gradient);
    expect(view.isStale(2)).toBe(true);
    await view.refresh(2);
    expect(view.revision).toBe(2);
    expect([calls.get("scale"), calls.get("halve")]).toEqual([undefined, undefined]);
    // Opacity and place in the order need no scaling either.
    show({ ...scene, items: scene.items.map((item) => ({ ...item, opacity: 0.5 })) });
    await view.refresh(3);
    expect([calls.get("scale"), calls.get("halve")]).toEqual([undefined, undefined]);
    expect(view.revision).toBe(3);
    sources.get("large")?.repaint(gradient);
    await view.refresh(4);
    expect(calls.get("scale")).toBe(3);
  });

  it("waits for no source for ever, and leaves out what has nothing to show", async () => {
    const { context, sources, view, show } = await setUp();
    const small = sources.get("small");
    const large = sources.get("large");
    if (small === undefined || large === undefined) throw new Error("no sources");
    small.pending = new Promise(() => undefined);
    large.layer = null;
    show(items({ source: "full" }, { source: "large" }, { source: "small", transform: { x: 60 } }, { source: "gone" }));
    await view.refresh(0);
    expect(pixelAt(context.bytes, view.layer, 40, 20)).toEqual([...gradient(40, 20)]);
  });

  it("shows what one above uncovers at once", async () => {
    const { context, sources, view, show } = await setUp();
    const full = sources.get("full");
    if (full === undefined) throw new Error("no source");
    show(items({ source: "small" }, { source: "full" }));
    await view.refresh(0);
    sources.get("small")?.repaint(() => [77, 128, 128]);
    full.layer = null;
    full.stale = true;
    await view.refresh(1);
    expect(pixelAt(context.bytes, view.layer, 10, 10)).toEqual([77, 128, 128]);
  });

  it("follows items that are added, moved, hidden and removed, and gives their memory back", async () => {
    const { context, view, show } = await setUp();
    show(items());
    const used = context.memory.used;
    show(items({ source: "full" }, { source: "large", transform: { ...contained, x: 3 } }));
    await view.refresh(0);
    show(items({ source: "full" }, { source: "large", transform: { rotation: 10 } }));
    await view.refresh(1);
    show(items({ source: "full", visible: false }, { source: "small", transform: { x: 30 } }));
    await view.refresh(2);
    expect(pixelAt(context.bytes, view.layer, 2, 2)).toEqual([16, 128, 128]);
    expect(pixelAt(context.bytes, view.layer, 30, 0)[0]).toBe(50);
    show(items());
    await view.refresh(3);
    // Scratch stays for the next.
    expect(context.memory.used - used).toBeLessThan(100_000);
  });

  it("leaves out what there is no room for", async () => {
    const { context, sources } = await setUp();
    const memory = new Memory(150_000);
    const view = new SceneView({ ...context, memory, scratch: new Scratch(memory) }, CANVAS, false);
    const huge = { sizing: { mode: "scale", x: 40, y: 40 }, rotation: 10 } as const;
    view.set(items({ source: "full" }, { source: "large", transform: huge }), CANVAS, (id) => sources.get(id) ?? null);
    await view.refresh(0);
    expect(pixelAt(context.bytes, view.layer, 40, 20)).toEqual([...gradient(40, 20)]);
  });

  it("shows a canvas of another shape as large as fits, in the middle", async () => {
    const { context, sources } = await setUp();
    const view = new SceneView(context, { width: 128, height: 54 }, false);
    view.set(items({ source: "full" }), CANVAS, (id) => sources.get(id) ?? null);
    await view.refresh(0);
    expect(pixelAt(context.bytes, view.layer, 15, 20)).toEqual([16, 128, 128]);
    expect(pixelAt(context.bytes, view.layer, 16, 20)).toEqual([...gradient(0, 20)]);
    expect(pixelAt(context.bytes, view.layer, 111, 20)).toEqual([gradient(95, 20)[0], gradient(94, 20)[1], gradient(94, 20)[2]]);
    expect(pixelAt(context.bytes, view.layer, 112, 20)).toEqual([16, 128, 128]);
  });
});
