import type { Size } from "../stage/fit";
import type { Layer } from "../stage/layer";

/**
 * The kernels of the video filters: loops over planes in the stage's memory. What each does is defined by its twin in
 * plain TypeScript (twins/); what runs is the same in WebAssembly (wasm/), which must give the same bytes. Up to 64 bytes
 * after each plane may be read; nothing outside of a target is written. Source and target have one size unless something
 * else is said, and may be the same. Chroma at odd edges goes with the samples that are there.
 */
export interface FilterKernels extends ColourKernels, AlphaKernels, KeyKernels, PlaneKernels {}

/** One plane: offset and stride in bytes. */
export interface Plane {
  readonly offset: number;
  readonly stride: number;
}

export interface ColourKernels {
  /** Changes colours by a matrix in which luma and chroma do not meet. Straight colours. */
  correct(source: Layer, target: Layer, correction: Correction): void;
  /** Changes R'G'B' by a curve per channel and then, maybe, a cube. Straight colours. */
  grade(source: Layer, target: Layer, grading: Grading): void;
}

/**
 * y' = 16 + gain·(y − 16) + offset, u' = uu·u + uv·v, v' = vu·u + vv·v with u and v around 0. Gain and offset in 1/4096,
 * the others in 1/1024; all but the offset within 16 bits.
 */
export interface Correction {
  readonly gain: number;
  readonly offset: number;
  readonly uu: number;
  readonly uv: number;
  readonly vu: number;
  readonly vv: number;
}

/**
 * `curves`: offset of three tables (red, green, blue) of CURVE_LENGTH uint16 each, over values of 0…1. Without a cube
 * (`nodes` 0) they hold the result in 1/FULL, with one the place along its axis in 1/256 of a node.
 * `cube`: offset of nodes³ entries of four int16 (red, green, blue in 1/FULL, and one that counts for nothing), red's axis
 * the fastest; the room of a further plane, row and entry follows. `scratch`: gradingScratch(width) bytes.
 */
export interface Grading {
  readonly curves: number;
  readonly cube: number;
  readonly nodes: number;
  readonly scratch: number;
}

/** R'G'B' of 0…1 is read in this many steps. */
export const CURVE_LENGTH = 1024;
/** R'G'B' of 1 as the kernels write it. */
export const FULL = 32_640;

/** Bytes of scratch that grading pictures of this width takes. */
export const gradingScratch = (width: number): number => 6 * lineLength(width);
/** Bytes of one line of 16-bit values with room to work in whole vectors. */
export const lineLength = (width: number): number => 2 * (width + 32);

export interface AlphaKernels {
  /** From premultiplied to straight colours; what is transparent becomes black. The target's alpha is not touched. */
  straighten(source: Layer, target: Layer): void;
  /** Multiplies colours by a mask of luma's size, around black. The target's alpha is not touched. */
  fade(source: Layer, mask: Plane, target: Layer): void;
  /** Multiplies two planes of 0…255; a stride may be 0. */
  multiply(a: Plane, b: Plane, target: Plane, width: number, height: number): void;
  /** Brings colours that are more than their alpha allows back to what it allows, in place. */
  contain(layer: Layer): void;
}

export interface KeyKernels {
  /** Sums up what of a picture is screen, square by square, and finds luma at chroma's size. */
  survey(source: Layer, key: ChromaKey, matte: Matte): void;
  /** Says how much of each chroma sample is foreground, and how much of the screen's light is in it. */
  separate(source: Layer, key: ChromaKey, screen: Screen, matte: Matte): void;
  /** How alpha goes with luma around each chroma sample: the slopes with which `unmix` sharpens it. */
  slopes(width: number, height: number, matte: Matte): void;
  /** Takes the screen out of a picture and gives its alpha, at luma's resolution. */
  unmix(source: Layer, light: Light, matte: Matte, target: Layer): void;
}

/** Floats of 32 bits, in steps of chroma. `distance`: from the key to grey. `ramp`: alpha (0…255) per step beyond `similarity`. */
export interface ChromaKey {
  readonly u: number;
  readonly v: number;
  readonly distance: number;
  readonly similarity: number;
  readonly ramp: number;
}

/**
 * The screen's mean chroma as a direction, floats of 32 bits: (alongU, alongV)·(u, v) is 1 on it; `distance` is from it to
 * grey. `suppression`: how much of its light is taken out of what is opaque, 0…1.
 */
interface Screen {
  readonly alongU: number;
  readonly alongV: number;
  readonly distance: number;
  readonly suppression: number;
}

/** The screen's mean colour around black. */
export interface Light {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** Side of the squares of a survey, in chroma samples. */
export const SURVEYED = 16;

/**
 * What is known of a picture that is keyed: offsets of planes of chroma's size with one stride in samples. `plate`, the
 * screen's brightness as it would be seen, and `light`, as it is, are in 1/128 of the screen's mean, `slope` (int16) in
 * 1/256. `sums`: four int32 for each square of the survey: of 255 less alpha, and of luma, u and v times that. `scratch`:
 * four times lineLength(chroma's width) bytes.
 */
export interface Matte {
  readonly alpha: number;
  readonly luma: number;
  readonly plate: number;
  readonly light: number;
  readonly slope: number;
  readonly stride: number;
  readonly sums: number;
  readonly scratch: number;
}

export interface PlaneKernels {
  /** The mean of each sample and its neighbour to the right, below, or both; at the edges, which are the source's, its own. */
  average(source: Plane, size: Size, target: Plane, width: number, height: number, right: boolean, below: boolean): void;
  /** Replaces each value by its entry in a table of 256 bytes. */
  map(source: Plane, target: Plane, width: number, height: number, table: number): void;
  /** Adds what a sample has more than its eight neighbours, `amount` in Q15 of that. Not in place. */
  sharpen(source: Plane, target: Plane, width: number, height: number, amount: number): void;
  /** Takes samples; `columns` and `rows` are offsets of tables of source indices (int32). */
  pick(source: Plane, target: Plane, width: number, height: number, columns: number, rows: number): void;
  /** Takes means over areas; `columns`, `rows`: offsets of areaTable's. `scratch`: lineLength(sourceWidth) bytes. */
  pool(source: Plane, sourceWidth: number, target: Plane, width: number, height: number, tables: PoolTables): void;
}

interface PoolTables {
  readonly columns: number;
  readonly rows: number;
  readonly scratch: number;
}

/**
 * Which source samples a target's lie over, and by how much: for each target sample where in the table its weights begin,
 * the first source sample and how many they are (int32 each), then all weights (uint16), 256 together for each.
 */
export function areaTable(source: number, target: number): Uint8Array {
  const areas = Array.from({ length: target }, (_, i) => {
    const from = (i * source) / target;
    const to = ((i + 1) * source) / target;
    const first = Math.floor(from);
    const count = Math.max(1, Math.ceil(to - 1e-9) - first);
    // Rounding what has been given so far makes the sum exact.
    const given = (k: number): number => Math.round((256 * (Math.min(first + k, to) - from)) / (to - from));
    const weights = Array.from({ length: count }, (_, k) => given(k + 1) - (k === 0 ? 0 : given(k)));
    return { first, weights };
  });
  const table = new DataView(new ArrayBuffer(12 * target + 2 * areas.reduce((sum, area) => sum + area.weights.length, 0)));
  let at = 12 * target;
  areas.forEach(({ first, weights }, i) => {
    [at, first, weights.length].forEach((value, k) => table.setInt32(12 * i + 4 * k, value, true));
    for (const weight of weights) {
      table.setUint16(at, weight, true);
      at += 2;
    }
  });
  return new Uint8Array(table.buffer);
}
