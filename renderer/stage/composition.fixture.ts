import { createHash } from "node:crypto";
import type { Scene, SceneItem, Transform } from "../../electron/contract/scene";
import { type Playback, type Timing, untimed } from "../sources/picture";
import { createContext, type DrawingContext } from "./drawing-context";
import type { Size } from "./fit";
import type { Kernels } from "./kernels";
import { referenceKernels } from "./kernels";
import { wasmKernels } from "./kernels.fixture";
import { halfUp, type Layer, newLayer, type OwnedLayer } from "./layer";
import { Memory } from "./memory";
import type { SeenSource } from "./scene-view";

/** Bytes of memory that tests compose in. */
export const ROOM = 24 << 20;

/** A drawing context over the kernels that run, or over the reference. */
export async function contextOf(which: "wasm" | "reference", memory = new Memory(ROOM)): Promise<DrawingContext> {
  if (which === "reference") {
    const bytes = new Uint8Array(ROOM);
    return createContext(referenceKernels(bytes), bytes, memory);
  }
  const wasm = await wasmKernels();
  return createContext(wasm, wasm.memory, memory);
}

/** Kernels that count their calls. */
export function counted(kernels: Kernels): { kernels: Kernels; calls: Map<string, number> } {
  const calls = new Map<string, number>();
  const proxy = new Proxy(kernels, {
    get(target, name: keyof Kernels) {
      const kernel = target[name] as (...values: unknown[]) => unknown;
      return (...values: unknown[]) => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        return kernel(...values);
      };
    },
  });
  return { kernels: proxy, calls };
}

/** Colour and alpha of a pixel: Y, U, V premultiplied, A. */
export type Paint = (x: number, y: number) => readonly [y: number, u: number, v: number, a?: number];

/** Smooth colours with a bright corner, so that no two places, nor their mirror images, look alike. */
export const gradient: Paint = (x, y) => {
  if (x < 8 && y < 6) return [235, 90, 200];
  return [16 + ((x * 3 + y * 5) % 210), 60 + ((x * 2 + y) % 130), 200 - ((x + y * 3) % 130)];
};

/** A disc on nothing, its edge soft. */
export const disc: Paint = (x, y) => {
  const distance = Math.hypot(x - 20, y - 16);
  const alpha = Math.max(0, Math.min(255, Math.round((14 - distance) * 40)));
  const part = (value: number, black: number): number => Math.round(black + ((value - black) * alpha) / 255);
  return [part(170, 16), part(90, 128), part(190, 128), alpha];
};

/** A source under the test's control. */
export class StillSource implements SeenSource {
  layer: OwnedLayer | null;
  revision = 0;
  refreshed = 0;
  playing: Playback | null = null;
  /** What `refresh` waits for. */
  pending: Promise<void> | null = null;
  stale = true;
  beat: Timing = untimed;
  shownAs: Size | null = null;

  constructor(
    private readonly context: DrawingContext,
    width: number,
    height: number,
    paint: Paint,
  ) {
    this.layer = painted(context, width, height, paint);
  }

  size(): Size {
    return this.shownAs ?? { width: this.layer?.width ?? 0, height: this.layer?.height ?? 0 };
  }

  timing(): Timing {
    return this.beat;
  }

  playback(): Playback | null {
    return this.playing;
  }

  isStale(): boolean {
    return this.stale;
  }

  refresh(): Promise<void> | null {
    this.refreshed++;
    if (this.stale) this.revision++;
    this.stale = false;
    return this.pending;
  }

  repaint(paint: Paint): void {
    if (this.layer !== null) fillLayer(this.context.bytes, this.layer, paint);
    this.stale = true;
  }
}

export function painted(context: DrawingContext, width: number, height: number, paint: Paint): OwnedLayer {
  const layer = newLayer(context.memory, width, height, paint(0, 0).length === 4);
  fillLayer(context.bytes, layer, paint);
  return layer;
}

function fillLayer(bytes: Uint8Array, layer: Layer, paint: Paint): void {
  for (let y = 0; y < layer.height; y++) {
    for (let x = 0; x < layer.width; x++) {
      const [luma, , , alpha] = paint(x, y);
      bytes[layer.y + y * layer.lumaStride + x] = luma;
      if (layer.a !== null) bytes[layer.a + y * layer.alphaStride + x] = alpha ?? 255;
    }
  }
  for (let y = 0; y < halfUp(layer.height); y++) {
    for (let x = 0; x < halfUp(layer.width); x++) {
      const [, u, v] = paint(2 * x, 2 * y);
      bytes[layer.u + y * layer.chromaStride + x] = u;
      bytes[layer.v + y * layer.chromaStride + x] = v;
    }
  }
}

export const upright: Transform = {
  ...{ x: 0, y: 0, anchor: { x: "left", y: "top" }, sizing: { mode: "scale", x: 1, y: 1 } },
  ...{ rotation: 0, crop: { left: 0, top: 0, right: 0, bottom: 0 }, flip: { horizontal: false, vertical: false } },
};

export interface ItemWish extends Partial<Omit<SceneItem, "transform">> {
  readonly source: string;
  readonly transform?: Partial<Transform>;
}

export function sceneOf(id: string, ...items: readonly ItemWish[]): Scene {
  return {
    ...{ id, name: id, transition: null },
    items: items.map(({ transform, ...item }, i) => ({
      ...{ id: `${id}-${i}`, visible: true, locked: false, opacity: 1, blend: "normal" },
      ...item,
      transform: { ...upright, ...transform },
    })),
  };
}

/** The bytes of a layer, plane by plane without padding. */
export function pixelsOf(bytes: Uint8Array, layer: Layer): Buffer {
  const rows: Uint8Array[] = [];
  const plane = (at: number, stride: number, width: number, height: number): void => {
    for (let row = 0; row < height; row++) rows.push(bytes.subarray(at + row * stride, at + row * stride + width));
  };
  plane(layer.y, layer.lumaStride, layer.width, layer.height);
  for (const at of [layer.u, layer.v]) plane(at, layer.chromaStride, halfUp(layer.width), halfUp(layer.height));
  if (layer.a !== null) plane(layer.a, layer.alphaStride, layer.width, layer.height);
  return Buffer.concat(rows);
}

export const hashOf = (bytes: Uint8Array, layer: Layer): string =>
  createHash("sha256").update(pixelsOf(bytes, layer)).digest("hex").slice(0, 16);

/** Y, U, V of a layer's pixel, and its alpha where it has it. */
export function pixelAt(bytes: Uint8Array, layer: Layer, x: number, y: number): number[] {
  const chroma = (y >> 1) * layer.chromaStride + (x >> 1);
  const offsets = [layer.y + y * layer.lumaStride + x, layer.u + chroma, layer.v + chroma];
  if (layer.a !== null) offsets.push(layer.a + y * layer.alphaStride + x);
  return offsets.map((offset) => bytes[offset] ?? -1);
}
