import { beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../stage/layer";
import { compileKernels } from "../stage/kernels-plugin";
import { startKernels } from "../stage/wasm-kernels";
import { areaTable, CURVE_LENGTH, type FilterKernels, FULL, gradingScratch, lineLength } from "./kernels";
import { referenceFilterKernels } from "./twins/twins";
import { filterKernels } from "./wasm-kernels";

const MEMORY = 1 << 20;
/** The module's own. */
const OWN = 65_536;
/** Areas used below, apart from each other; what lies between them is noise that must stay. */
const A = 66_001;
const B = 166_003;
const MASK = 266_001;
const TABLE = 300_000;
const CUBE = 320_000;
const MATTE = 500_000;
const SCRATCH = 900_000;

let wasm: FilterKernels;
let fast: Uint8Array;
beforeAll(async () => {
  const kernels = await startKernels(await compileKernels());
  wasm = filterKernels(kernels.compiled);
  // The first page is the module's own.
  fast = kernels.memory.subarray(0, MEMORY);
});

/** The same noise at every run (mulberry32). */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) & 255;
  });
}

const start = noise(MEMORY, 7);

type Put = (at: number, bytes: ArrayBufferView) => void;

/** Runs the same on both and compares all of the memory, but for the module's own and the scratch. */
function expectSame(run: (kernels: FilterKernels, put: Put) => void): void {
  const results = [start.slice(), fast].map((memory, i) => {
    memory.set(start.subarray(OWN), OWN);
    run(i === 0 ? referenceFilterKernels(memory) : wasm, (at, bytes) =>
      memory.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), at),
    );
    return memory.slice(OWN, SCRATCH);
  });
  const [plain, quick] = results;
  if (plain === undefined || quick === undefined) throw new Error("nothing ran");
  const differs = Buffer.compare(plain, quick) === 0 ? -1 : plain.findIndex((value, i) => value !== quick[i]);
  expect(differs, `plain ${plain[differs]}, WebAssembly ${quick[differs]}`).toBe(-1);
  expect(Buffer.compare(start.subarray(OWN, SCRATCH), plain)).not.toBe(0);
}

/** A layer with odd strides and gaps between its planes. */
function layerAt(offset: number, width: number, height: number): Layer {
  const lumaStride = width + 7;
  const chromaStride = ((width + 1) >> 1) + 3;
  const u = offset + lumaStride * height + 11;
  const v = u + chromaStride * ((height + 1) >> 1) + 5;
  const a = v + chromaStride * ((height + 1) >> 1) + 9;
  return { width, height, y: offset, u, v, a, lumaStride, chromaStride, alphaStride: width + 2 };
}

/** A plane of alpha as pictures have it: runs of nothing, of all, and soft edges. */
function alphas(length: number): Uint8Array {
  const random = noise(length, 3);
  return random.map((value, i) => ((i / 37) & 3) === 0 ? 0 : ((i / 37) & 3) === 1 ? 255 : value);
}

const sizes = [
  [64, 4],
  [70, 6],
  [37, 5],
  [33, 3],
  [16, 1],
  [2, 2],
  [1, 1],
  [131, 35],
] as const;

describe.each(sizes)("WebAssembly gives what the reference gives, to the byte, at %ix%i", (width, height) => {
  const source = layerAt(A, width, height);
  const target = layerAt(B, width, height);
  const matte = {
    ...{ alpha: MATTE, luma: MATTE + 20_000, plate: MATTE + 40_000, light: MATTE + 60_000, slope: MATTE + 80_000 },
    ...{ sums: MATTE + 120_000, stride: width + 1, scratch: SCRATCH },
  };
  const key = { u: 41.5, v: 26.25, distance: 133.5, similarity: 76.25, ramp: 5.75 };

  it.each([
    { gain: 4096, offset: 0, uu: 1024, uv: 0, vu: 0, vv: 1024 },
    { gain: 9000, offset: -300_000, uu: -1500, uv: 3000, vu: -31_000, vv: 777 },
    { gain: 800, offset: 900_000, uu: 0, uv: 32_767, vu: -32_768, vv: 1 },
  ])("correct %o", (correction) => {
    expectSame((k) => k.correct(source, target, correction));
    expectSame((k) => k.correct(source, { ...source, a: null }, { ...correction, gain: 5000 }));
  });

  it("grade by curves", () => {
    const curves = Uint16Array.from(noise(3 * CURVE_LENGTH, 5), (value) => value * 128);
    expectSame((k, put) => {
      put(TABLE, curves);
      k.grade(source, target, { curves: TABLE, cube: 0, nodes: 0, scratch: SCRATCH });
    });
    expect(gradingScratch(width)).toBeLessThan(MEMORY - SCRATCH);
  });

  it.each([2, 17])("grade by a cube of %i", (nodes) => {
    const places = Uint16Array.from({ length: 3 * CURVE_LENGTH }, (_, i) => ((i % CURVE_LENGTH) * (nodes - 1)) / 4);
    for (const channel of [0, 1, 2]) places[(channel + 1) * CURVE_LENGTH - 1] = (nodes - 1) * 256;
    const cube = Int16Array.from(noise(4 * nodes ** 3, 6), (value) => value * 128);
    expectSame((k, put) => {
      put(TABLE, places);
      put(CUBE, cube);
      k.grade(source, target, { curves: TABLE, cube: CUBE, nodes, scratch: SCRATCH });
    });
    expect(255 * 128).toBe(FULL);
  });

  it("straighten", () => {
    expectSame((k, put) => {
      put(source.a ?? 0, alphas((width + 2) * height));
      k.straighten(source, target);
    });
  });

  it("fade", () => {
    expectSame((k) => k.fade(source, { offset: MASK, stride: width + 4 }, target));
    expectSame((k) => k.fade(source, { offset: MASK, stride: 0 }, source));
  });

  it("multiply", () => {
    const a = { offset: source.a ?? 0, stride: source.alphaStride };
    expectSame((k) => k.multiply(a, { offset: MASK, stride: 0 }, { offset: B, stride: width + 3 }, width, height));
  });

  it("contain", () => {
    expectSame((k, put) => {
      put(source.a ?? 0, alphas((width + 2) * height));
      k.contain(source);
    });
  });

  it("survey", () => {
    expectSame((k) => k.survey(source, key, matte));
  });

  it("separate", () => {
    const screen = { alongU: -1 / 128, alongV: -3 / 256, distance: 63.5, suppression: 0.75 };
    expectSame((k, put) => {
      put(matte.plate, noise(20_000, 9).map((value) => Math.max(value, 1)));
      k.separate(source, key, screen, matte);
    });
  });

  it("slopes", () => {
    expectSame((k, put) => {
      put(matte.alpha, alphas(20_000));
      k.slopes(width, height, matte);
    });
  });

  it("unmix", () => {
    const slopes = Int16Array.from(noise(20_000, 10), (value) => (value - 128) * 16);
    expectSame((k, put) => {
      put(matte.slope, slopes);
      k.unmix(source, { y: 120, u: -40, v: -55 }, matte, target);
    });
    expect(4 * lineLength((width + 1) >> 1)).toBeLessThan(MEMORY - SCRATCH);
  });

  it.each([
    [true, false],
    [false, true],
    [true, true],
  ])("average, right %s, below %s", (right, below) => {
    const plane = { offset: A, stride: width + 1 };
    expectSame((k) => k.average(plane, { width, height }, { offset: B, stride: width }, width, height, right, below));
    if (width > 1 && height > 1) {
      const size = { width: width + 1, height: height + 1 };
      expectSame((k) => k.average(plane, size, { offset: B, stride: width }, width, height, right, below));
    }
  });

  it("map", () => {
    expectSame((k) => k.map({ offset: A, stride: width }, { offset: B, stride: width + 5 }, width, height, TABLE));
  });

  it.each([0, 2621, 32_767])("sharpen by %i", (amount) => {
    expectSame((k) =>
      k.sharpen({ offset: A, stride: width + 2 }, { offset: B, stride: width + 5 }, width, height, amount),
    );
  });

  it("pick", () => {
    const index = (length: number, of: number): Int32Array => Int32Array.from({ length }, (_, i) => (i * 7) % of);
    expectSame((k, put) => {
      put(TABLE, index(50, width));
      put(CUBE, index(9, height));
      k.pick({ offset: A, stride: width }, { offset: B, stride: 53 }, 50, 9, TABLE, CUBE);
    });
  });

  it.each([
    [50, 9],
    [7, 2],
    [1, 1],
  ])("pool to %ix%i", (to, rows) => {
    expectSame((k, put) => {
      put(TABLE, areaTable(width, to));
      put(CUBE, areaTable(height, rows));
      k.pool({ offset: A, stride: width }, width, { offset: B, stride: to + 1 }, to, rows, {
        ...{ columns: TABLE, rows: CUBE, scratch: SCRATCH },
      });
    });
  });
});
