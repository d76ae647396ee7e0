import { createContext } from "../stage/drawing-context";
import type { Size } from "../stage/fit";
import { referenceKernels } from "../stage/kernels";
import type { Layer } from "../stage/layer";
import { Memory } from "../stage/memory";
import { pictureTools } from "../stage/picture-tools";
import type { Picture, PictureTools } from "./picture";

export interface TestStage {
  readonly tools: PictureTools;
  /** What pictures said to their feeds. */
  readonly said: unknown[];
  canvas: Size;
  scene: (id: string) => Picture | null;
  say: (message: unknown) => void;
  /** Bytes of the stage's memory that are handed out. */
  readonly used: () => number;
  /** Y, U, V and alpha of a layer's pixel. */
  readonly pixel: (layer: Layer, x: number, y: number) => [number, number, number, number];
}

/** The stage's own tools over the reference kernels, for a picture without a stage. */
export function testStage(): TestStage {
  const bytes = new Uint8Array(24 << 20);
  const memory = new Memory(bytes.length);
  const context = createContext(referenceKernels(bytes), bytes, memory);
  const at = (offset: number): number => bytes[offset] ?? 0;
  const said: unknown[] = [];
  const stage: TestStage = {
    tools: pictureTools(
      context,
      () => stage.canvas,
      (id) => stage.scene(id),
      (message) => stage.say(message),
    ),
    said,
    canvas: { width: 64, height: 36 },
    scene: () => null,
    say: (message) => void said.push(message),
    used: () => memory.used,
    pixel(layer, x, y) {
      const chroma = (y >> 1) * layer.chromaStride + (x >> 1);
      const alpha = layer.a === null ? 255 : at(layer.a + y * layer.alphaStride + x);
      return [at(layer.y + y * layer.lumaStride + x), at(layer.u + chroma), at(layer.v + chroma), alpha];
    },
  };
  return stage;
}
