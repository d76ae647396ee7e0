import type { WebPageReport } from "../../../electron/contract/web-page";
import type { Size } from "../../stage/fit";
import type { Layer } from "../../stage/layer";
import type { PictureTools } from "../picture";

type Paint = Extract<WebPageReport, { type: "paint" }>;

/** What a page has painted: its pixels, and the same as a layer, of which only the rows that changed are made anew. */
export class Paper {
  private readonly pixels: { readonly offset: number; free(): void };
  private readonly planes: { readonly offset: number; free(): void };
  private readonly layer: Layer;
  /** Rows that the layer does not show yet: from `first` up to `end`. */
  private first = 0;
  private end: number;

  constructor(
    readonly size: Size,
    private readonly tools: PictureTools,
  ) {
    const { width, height } = size;
    const across = Math.ceil(width / 2);
    const chroma = across * Math.ceil(height / 2);
    this.pixels = tools.allocateBytes(4 * width * height);
    this.planes = tools.allocateBytes(2 * width * height + 2 * chroma);
    const y = this.planes.offset;
    const a = y + width * height;
    this.layer = { width, height, y, a, u: a + width * height, v: a + width * height + chroma, lumaStride: width, chromaStride: across, alphaStride: width };
    this.end = height;
    tools.memory.fill(0, this.pixels.offset, this.pixels.offset + 4 * width * height);
  }

  /** Takes a part of the page in; what lies outside is left out. */
  paint({ x, y, columns, rows, pixels }: Paint): void {
    const { width, height } = this.size;
    if (x + columns > width || y + rows > height || pixels.length !== 4 * columns * rows) return;
    const { memory } = this.tools;
    for (let row = 0; row < rows; row++) {
      memory.set(pixels.subarray(4 * row * columns, 4 * (row + 1) * columns), this.pixels.offset + 4 * ((y + row) * width + x));
    }
    const isClean = this.first >= this.end;
    this.first = isClean ? y : Math.min(this.first, y);
    this.end = isClean ? y + rows : Math.max(this.end, y + rows);
  }

  shown(): Layer {
    if (this.first >= this.end) return this.layer;
    const { size, layer, pixels, tools } = this;
    // Chroma stands for two rows each.
    const first = this.first - (this.first % 2);
    const end = Math.min(size.height, this.end + (this.end % 2));
    const luma = first * size.width;
    const chroma = (first / 2) * layer.chromaStride;
    tools.kernels.fromRgba(
      { source: pixels.offset + 4 * luma, stride: 4 * size.width, width: size.width, height: end - first, redShift: 16, straight: false },
      layer.y + luma,
      layer.u + chroma,
      layer.v + chroma,
      (layer.a ?? 0) + luma,
    );
    this.first = this.end = 0;
    return layer;
  }

  free(): void {
    this.pixels.free();
    this.planes.free();
  }
}
