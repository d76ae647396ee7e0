import type { Size } from "../../stage/fit";
import type { Layer } from "../../stage/layer";
import { type OwnedLayer, type Picture, type PictureTools, untimed } from "../picture";
import type { ColourSettings } from "./schema";

/** One colour all over the canvas. */
export function colourPicture({ colour }: ColourSettings, tools: PictureTools): Picture {
  const [red = 0, green = 0, blue = 0, alpha = 255] = (colour.slice(1).match(/../g) ?? []).map((two) => parseInt(two, 16));
  let drawn: OwnedLayer | null = null;
  const isDrawn = ({ width, height }: Size): boolean => drawn?.width === width && drawn.height === height;

  const draw = ({ width, height }: Size): OwnedLayer => {
    const { memory } = tools;
    // What four such pixels become is what all of them are.
    const dot = tools.fromRgba(new Uint8Array(Array(4).fill([red, green, blue, alpha]).flat()), { width: 2, height: 2 }, false);
    const layer = tools.allocate(width, height, alpha < 255);
    const fill = (to: number, stride: number, rows: number, from: number): void => {
      memory.fill(memory[from] ?? 0, to, to + stride * rows);
    };
    const chromaRows = Math.ceil(height / 2);
    fill(layer.y, layer.lumaStride, height, dot.y);
    fill(layer.u, layer.chromaStride, chromaRows, dot.u);
    fill(layer.v, layer.chromaStride, chromaRows, dot.v);
    if (layer.a !== null) memory.fill(alpha, layer.a, layer.a + layer.alphaStride * height);
    dot.free();
    return layer;
  };

  return {
    version() {
      const { width, height } = tools.canvas();
      return 65_536 * width + height;
    },
    size: tools.canvas,
    render(): Layer {
      const size = tools.canvas();
      if (drawn !== null && isDrawn(size)) return drawn;
      drawn?.free();
      drawn = null;
      drawn = draw(size);
      return drawn;
    },
    timing: () => untimed,
    close() {
      drawn?.free();
      drawn = null;
    },
  };
}
