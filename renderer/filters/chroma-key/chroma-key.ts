import type { Layer } from "../../stage/layer";
import { columnTable, rowTable } from "../../stage/kernels";
import { type ChromaKey, lineLength, type Matte, SURVEYED } from "../kernels";
import type { FilterTools, VideoFilter } from "../kind";
import { copyLayer, half, planesOf } from "../planes";
import { Result } from "../result";
import { filterKernels } from "../wasm-kernels";
import { plateOf, squaresOf } from "./plate";
import type { ChromaKeySettings } from "./schema";

const PRESETS = { green: "#00ff00", blue: "#0000ff", magenta: "#ff00ff" } as const;

/** Cb and Cr of R'G'B' around 0, in steps (ITU-R BT.709-6). */
function chromaOf([red, green, blue]: readonly [number, number, number]): readonly [u: number, v: number] {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [(224 * (blue - luma)) / 1.8556, (224 * (red - luma)) / 1.5748];
}

/** A colour's hue at its strongest. A screen is never as strong as its name; a grey has no hue, so it is taken for green. */
function pureChroma(colour: string): readonly [u: number, v: number] {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  const [low, high] = [Math.min(...rgb), Math.max(...rgb)];
  if (low === high) return chromaOf([0, 1, 0]);
  return chromaOf(rgb.map((value) => (value - low) / (high - low)) as [number, number, number]);
}

/** The settings' thousandths are of the whole range of chroma, 224 steps, as in OBS. */
function chromaKeyOf({ key, colour, similarity, smoothness }: ChromaKeySettings): ChromaKey {
  const [u, v] = pureChroma(key === "custom" ? colour : PRESETS[key]);
  return {
    u: Math.fround(128 + u),
    v: Math.fround(128 + v),
    distance: Math.fround(Math.hypot(u, v)),
    similarity: Math.fround(0.224 * similarity),
    ramp: Math.fround(255 / (0.224 * smoothness)),
  };
}

/**
 * Keys by chroma as OBS does, with two things known that OBS does not ask for: how bright the screen is at each place, so that
 * uneven light does no harm, and its mean colour, so that what shines through hair is taken out of it rather than made grey.
 */
export function chromaKey(settings: ChromaKeySettings, tools: FilterTools): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const result = new Result(tools);
  const key = chromaKeyOf(settings);
  let work: Work | null = null;

  return {
    apply(source) {
      if (work === null || !work.fits(source)) {
        work?.close();
        work = null;
        work = new Work(tools, source);
      }
      const { width, height } = source;
      const target = result.of(width, height, true);
      const { matte } = work;
      kernels.survey(source, key, matte);
      const plate = work.plate();
      if (plate === null) {
        copyLayer(tools.memory, source, target);
        return target;
      }
      const { y, u, v } = plate.light;
      const square = u * u + v * v;
      const screen = {
        ...{ alongU: Math.fround(u / square), alongV: Math.fround(v / square) },
        ...{ distance: Math.fround(Math.sqrt(square)), suppression: Math.fround(settings.spill / 1000) },
      };
      kernels.separate(source, key, screen, matte);
      kernels.slopes(width, height, matte);
      kernels.unmix(source, { y: Math.round(y), u: Math.round(u), v: Math.round(v) }, matte, target);
      const { a } = planesOf(target);
      if (source.a !== null && a !== null) {
        kernels.multiply({ offset: source.a, stride: source.alphaStride }, a, a, width, height);
      }
      kernels.contain(target);
      return target;
    },
    close() {
      result.close();
      work?.close();
      work = null;
    },
  };
}

/** What keying pictures of one size needs to remember. */
class Work {
  readonly matte: Matte;
  private readonly room: { readonly offset: number; free(): void };
  private readonly columns: number;
  private readonly rows: number;
  private readonly sums: Int32Array;
  private readonly brightness: Float32Array;
  /** Offsets of the squares' brightness as bytes, and of what scales it up. */
  private readonly squares: number;
  private readonly tables: { readonly columns: number; readonly rows: number; readonly line: number };
  private readonly width: number;
  private readonly height: number;

  constructor(
    private readonly tools: FilterTools,
    source: Layer,
  ) {
    this.width = source.width;
    this.height = source.height;
    const stride = Math.ceil(half(source.width) / 16) * 16;
    const plane = stride * half(source.height) + 64;
    this.columns = squaresOf(source.width);
    this.rows = squaresOf(source.height);
    const columns = columnTable(positions(this.columns, half(source.width)));
    const rows = rowTable(positions(this.rows, half(source.height)));
    const parts = [plane, plane, plane, plane, 2 * plane, 16 * this.columns * this.rows, 4 * lineLength(stride)];
    const more = [this.columns * this.rows + 64, columns.length, rows.length, this.columns + 64];
    const sizes = [...parts, ...more].map((bytes) => Math.ceil(bytes / 16) * 16);
    this.room = tools.allocateBytes(sizes.reduce((sum, bytes) => sum + bytes));
    const offsets = sizes.map((_, i) => this.room.offset + sizes.slice(0, i).reduce((sum, bytes) => sum + bytes, 0));
    const [alpha = 0, luma = 0, plate = 0, light = 0, slope = 0, sums = 0, scratch = 0] = offsets;
    const [squares = 0, columnsAt = 0, rowsAt = 0, line = 0] = offsets.slice(parts.length);
    this.matte = { alpha, luma, plate, light, slope, stride, sums, scratch };
    this.squares = squares;
    this.tables = { columns: columnsAt, rows: rowsAt, line };
    tools.memory.set(columns, columnsAt);
    tools.memory.set(rows, rowsAt);
    this.sums = new Int32Array(tools.memory.buffer, tools.memory.byteOffset + sums, 4 * this.columns * this.rows);
    this.brightness = new Float32Array(this.columns * this.rows);
  }

  fits({ width, height }: Layer): boolean {
    return width === this.width && height === this.height;
  }

  /** The screen behind what was surveyed last, in the matte too. */
  plate(): ReturnType<typeof plateOf> {
    const { columns, rows, matte } = this;
    const plate = plateOf(this.sums, columns, rows, this.brightness);
    if (plate === null) return null;
    for (let i = 0; i < columns * rows; i++) {
      this.tools.memory[this.squares + i] = Math.min(Math.max(Math.round(128 * (plate.brightness[i] ?? 1)), 1), 255);
    }
    this.tools.kernels.scale({
      ...{ source: this.squares, sourceStride: columns, sourceWidth: columns },
      ...{ target: matte.plate, targetStride: matte.stride },
      ...{ targetWidth: half(this.width), targetHeight: half(this.height), ...this.tables },
    });
    return plate;
  }

  close(): void {
    this.room.free();
  }
}

/** Where a chroma sample's place is between the middles of squares. */
function positions(squares: number, count: number): { count: number; last: number; position: (index: number) => number } {
  return { count, last: squares - 1, position: (index) => (index + 0.5) / SURVEYED - 0.5 };
}
