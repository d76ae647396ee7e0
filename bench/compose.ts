import type { Scene, SceneItem, Transform } from "../electron/contract/scene";
import { untimed } from "../renderer/sources/picture";
import { createContext, type DrawingContext } from "../renderer/stage/drawing-context";
import type { Size } from "../renderer/stage/fit";
import { compileKernels } from "../renderer/stage/kernels-plugin";
import { type Layer, newLayer } from "../renderer/stage/layer";
import { Memory } from "../renderer/stage/memory";
import { SceneView, type SeenSource } from "../renderer/stage/scene-view";
import { startKernels } from "../renderer/stage/wasm-kernels";

/** Compiled while this module is loaded: its loader is gone after that. */
const code = await compileKernels();

const FRAMES = 300;
const WARM_UP = 60;

/** A source whose pixels are others in each picture, or never. */
function source(context: DrawingContext, { width, height }: Size, alpha: boolean, moving: boolean): SeenSource {
  const layer = newLayer(context.memory, width, height, alpha);
  context.bytes.fill(90, layer.y, layer.v);
  // Letters on nothing, more or less.
  if (layer.a !== null) for (let i = 0; i < width * height; i++) context.bytes[layer.a + i] = i % 97 < 40 ? 255 : 0;
  let revision = 1;
  return {
    ...{ layer: layer satisfies Layer, size: () => ({ width, height }), timing: () => untimed, playback: () => null },
    isStale: () => moving,
    refresh: () => (moving && revision++, null),
    get revision() {
      return revision;
    },
  };
}

const upright: Transform = {
  ...{ x: 0, y: 0, anchor: { x: "left", y: "top" }, sizing: { mode: "scale", x: 1, y: 1 } },
  ...{ rotation: 0, crop: { left: 0, top: 0, right: 0, bottom: 0 }, flip: { horizontal: false, vertical: false } },
};

const item = (id: string, transform: Partial<Transform>, rest: Partial<SceneItem> = {}): SceneItem => ({
  ...{ id, source: id, visible: true, locked: false, opacity: 1, blend: "normal" },
  ...rest,
  transform: { ...upright, ...transform },
});

/** Screen; then camera in the corner and caption; then seven more: images, half-there ones, one turned, one added. */
function items({ width, height }: Size): SceneItem[] {
  const more = Array.from({ length: 5 }, (_, i) =>
    item("image", { x: 40.5 + i * 90, y: 60 + i * 71, sizing: { mode: "scale", x: 0.6, y: 0.6 } }, { id: `image ${i}`, opacity: 1 - i / 8 }),
  );
  return [
    item("screen", { sizing: { mode: "stretch", width, height } }),
    item("camera", { x: width - 20, y: height - 20, anchor: { x: "right", y: "bottom" }, sizing: { mode: "contain", width: width / 4, height: height / 4 } }),
    item("caption", { x: width / 2, y: height - 60, anchor: { x: "centre", y: "bottom" } }),
    ...more,
    item("image", { x: 700, y: 200, rotation: 12 }, { id: "turned" }),
    item("image", { x: 300, y: 400 }, { id: "added", blend: "add" }),
  ];
}

async function measure(size: Size, count: number): Promise<{ median: number; slow: number }> {
  const wasm = await startKernels(code);
  const context = createContext(wasm, wasm.memory, new Memory(wasm.memory.length));
  const sources = new Map<string, SeenSource>([
    ["screen", source(context, size, false, true)],
    ["camera", source(context, { width: 1280, height: 720 }, false, true)],
    ["caption", source(context, { width: 720, height: 80 }, true, false)],
    ["image", source(context, { width: 400, height: 300 }, true, false)],
  ]);
  const scene: Scene = { id: "scene", name: "Scene", items: items(size).slice(0, count), transition: null };
  const view = new SceneView(context, size, false);
  view.set(scene, size, (id) => sources.get(id) ?? null);
  const times: number[] = [];
  for (let i = -WARM_UP; i < FRAMES; i++) {
    const start = performance.now();
    await view.refresh(i);
    if (i >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[FRAMES / 2] ?? Number.NaN, slow: times[Math.floor(FRAMES * 0.95)] ?? Number.NaN };
}

/** Prints how long the stage takes for a picture, copies out of the captures apart. */
export async function compose(): Promise<void> {
  const line = (...cells: string[]): void => console.log(cells.map((c, i) => (i === 0 ? c.padEnd(36) : c.padStart(12))).join(""));
  line("Composing a picture", "median", "95 %");
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1920, height: 1080 },
  ]) {
    for (const count of [1, 3, 10]) {
      const { median, slow } = await measure(size, count);
      line(`${size.height}p, ${count} item${count === 1 ? "" : "s"}`, `${median.toFixed(2)} ms`, `${slow.toFixed(2)} ms`);
    }
  }
}
