import { ProblemError } from "../../../electron/contract/problem";
import type { Sliced } from "../slices";

export type Triple = readonly [number, number, number];

/** What a .cube file says (Adobe's Cube LUT Specification 1.0). */
export interface CubeFile {
  readonly dimensions: 1 | 3;
  /** Entries along each axis. */
  readonly size: number;
  /** Inputs of the first and the last entry, by channel. */
  readonly low: Triple;
  readonly high: Triple;
  /** Red, green, blue of every entry, red's axis the fastest. */
  readonly values: Float32Array;
}

/** The greatest sizes that the specification allows. */
const GREATEST = { 1: 65_536, 3: 256 } as const;

/** Lines that are read at once: a quarter of a millisecond's work. */
const PART = 256;

/** Throws ProblemError, `name` in it, for what is no .cube file, or not all of one. */
export function* parseCubeFile(text: string, name: string): Sliced<CubeFile> {
  const wrong = (detail: string): ProblemError => new ProblemError({ code: "lut-unreadable", subject: name, detail });
  let dimensions: 1 | 3 | null = null;
  let size = 0;
  let low: Triple = [0, 0, 0];
  let high: Triple = [1, 1, 1];
  let values: Float32Array | null = null;
  let count = 0;

  const numbers = (words: readonly string[], expected: number, line: number): number[] => {
    const found = words.map(Number);
    if (found.length !== expected || words.includes("") || !found.every(Number.isFinite)) {
      throw wrong(`line ${line}: ${expected} numbers expected`);
    }
    return found;
  };
  const setSize = (kind: 1 | 3, words: readonly string[], line: number): void => {
    if (dimensions !== null) throw wrong(`line ${line}: a second size`);
    const given = numbers(words, 1, line)[0] ?? 0;
    if (!Number.isInteger(given) || given < 2 || given > GREATEST[kind]) throw wrong(`line ${line}: size ${given}`);
    dimensions = kind;
    size = given;
    values = new Float32Array(3 * size ** kind);
  };

  let line = 0;
  for (const raw of linesOf(text)) {
    line++;
    if (line % PART === 0) yield;
    const words = raw.trim().split(/\s+/);
    const [keyword = "", ...rest] = words;
    if (keyword === "" || keyword.startsWith("#") || keyword === "TITLE") continue;
    if (keyword === "LUT_1D_SIZE") setSize(1, rest, line);
    else if (keyword === "LUT_3D_SIZE") setSize(3, rest, line);
    else if (keyword === "DOMAIN_MIN") low = numbers(rest, 3, line) as unknown as Triple;
    else if (keyword === "DOMAIN_MAX") high = numbers(rest, 3, line) as unknown as Triple;
    else if (keyword === "LUT_1D_INPUT_RANGE" || keyword === "LUT_3D_INPUT_RANGE") {
      const [from = 0, to = 1] = numbers(rest, 2, line);
      low = [from, from, from];
      high = [to, to, to];
    } else if (/^[A-Z]/.test(keyword)) throw wrong(`line ${line}: unknown keyword`);
    else {
      const found = numbers(words, 3, line);
      const table = values as Float32Array | null;
      if (table === null || count === table.length) throw wrong(`line ${line}: more entries than the size says`);
      table.set(found, count);
      count += 3;
    }
  }
  if (dimensions === null || values === null) throw wrong("no size");
  if (count !== (values as Float32Array).length) throw wrong(`${count / 3} entries, size ${size}`);
  if (low.some((value, channel) => value >= (high[channel] ?? 0))) throw wrong("the domain is empty");
  return { dimensions, size, low, high, values };
}

/** Its lines, however they end: one by one, because cutting up all of a large file takes long. */
function* linesOf(text: string): Generator<string, void, void> {
  const end = /\r\n|\r|\n/g;
  let from = text.startsWith("\uFEFF") ? 1 : 0;
  end.lastIndex = from;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield text.slice(from, found.index);
    from = end.lastIndex;
  }
  yield text.slice(from);
}

/** One entry of a table of three dimensions. */
export function entry({ size, values }: CubeFile, red: number, green: number, blue: number): Triple {
  const at = 3 * ((blue * size + green) * size + red);
  return [values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0];
}

/** What the table makes of a colour, linear between entries; outside of its domain as at its edge. */
export function lookUp(cube: CubeFile, colour: Triple): Triple {
  const { dimensions, size, low, high, values } = cube;
  const axes = colour.map((value, channel) => {
    const [from, to] = [low[channel] ?? 0, high[channel] ?? 1];
    const place = Math.min(Math.max((value - from) / (to - from), 0), 1) * (size - 1);
    const index = Math.min(Math.floor(place), size - 2);
    return { index, weight: place - index };
  });
  const [red = NONE, green = NONE, blue = NONE] = axes;
  return [0, 1, 2].map((channel) => {
    if (dimensions === 1) {
      const { index, weight } = axes[channel] ?? NONE;
      return (values[3 * index + channel] ?? 0) * (1 - weight) + (values[3 * index + 3 + channel] ?? 0) * weight;
    }
    let sum = 0;
    for (let corner = 0; corner < 8; corner++) {
      const [r, g, b] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const weight =
        (r === 1 ? red.weight : 1 - red.weight) *
        (g === 1 ? green.weight : 1 - green.weight) *
        (b === 1 ? blue.weight : 1 - blue.weight);
      sum += weight * (entry(cube, red.index + r, green.index + g, blue.index + b)[channel] ?? 0);
    }
    return sum;
  }) as unknown as Triple;
}

const NONE = { index: 0, weight: 0 };
