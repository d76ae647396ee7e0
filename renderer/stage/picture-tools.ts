import type { Picture, PictureTools } from "../sources/picture";
import type { DrawingContext } from "./drawing-context";
import type { Size } from "./fit";
import { FrameReader } from "./frame-reader";
import { newLayer } from "./layer";

/** What the stage lends to one source's picture and filters. */
export function pictureTools(
  context: DrawingContext,
  canvas: () => Size,
  scene: (id: string) => Picture | null,
  say: (message: unknown) => void,
): PictureTools {
  const { kernels, compiled, bytes, memory } = context;
  return {
    ...{ canvas, kernels, compiled, memory: bytes, scene, say },
    allocate: (width, height, alpha) => newLayer(memory, width, height, alpha),
    allocateBytes(size) {
      const offset = memory.allocate(size);
      return { offset, free: () => memory.free(offset) };
    },
    fromRgba(pixels, { width, height }, premultiplied) {
      const layer = newLayer(memory, width, height, true);
      const source = memory.allocate(pixels.length);
      bytes.set(pixels, source);
      const rgba = { source, stride: width * 4, width, height, redShift: 0, straight: !premultiplied } as const;
      kernels.fromRgba(rgba, layer.y, layer.u, layer.v, layer.a ?? 0);
      memory.free(source);
      return layer;
    },
    frameReader: () => new FrameReader(context),
    async fromFrame(frame) {
      const reader = new FrameReader(context);
      const layer = reader.layerFor(frame, FrameReader.hasAlpha(frame));
      try {
        await reader.read(frame, layer);
        return layer;
      } catch (error) {
        layer.free();
        throw error;
      } finally {
        reader.free();
      }
    },
  };
}

