import { describe, expect, it } from "vitest";
import { columnTable, referenceKernels, rowTable, spanning } from "./kernels";
import { expectSame, MEMORY } from "./kernels.fixture";
import { recodingFrom } from "./recoding";

describe("WebAssembly gives what the reference gives, to the byte", () => {
  const spaces = [
    { matrix: "smpte170m", fullRange: false },
    { matrix: "smpte170m", fullRange: true },
    { matrix: "bt709", fullRange: true },
  ] as const;
  for (const space of spaces) {
    for (const [width, height] of [
      [64, 4],
      [70, 6],
      [37, 5],
      [2, 2],
    ] as const) {
      it(`recode ${space.matrix} ${space.fullRange ? "full" : "limited"} ${width}x${height}`, () => {
        const recoding = recodingFrom(space);
        if (recoding === null) throw new Error("nothing to recode");
        return expectSame((k) =>
          k.recode({ y: 96, u: 40_000, v: 80_002, lumaStride: 80, chromaStride: 41, width, height }, recoding),
        );
      });
    }
  }

  it.each([1, 15, 16, 50, 64])("deinterleave %i", (count) => {
    return expectSame((k) => k.deinterleave(1000, 50_000, 60_000, count));
  });

  it.each([
    [16, 2],
    [37, 3],
    [8, 8],
  ])("halve to %ix%i", (width, height) => {
    return expectSame((k) => k.halve(500, width * 2 + 5, 100_000, width, height));
  });

  it.each([
    [16, 2],
    [37, 3],
    [8, 8],
  ])("halve one way to %ix%i", (width, height) => {
    return expectSame((k) => {
      k.halveAcross(500, width * 2 + 5, 100_000, width, height);
      k.halveDown(500, width + 5, 200_000, width, height);
    });
  });

  it.each([
    [16, 16, 24, 20],
    [100, 50, 51, 26],
    [33, 7, 100, 3],
    [199, 5, 100, 9],
    [4, 4, 10, 10],
  ])("scale %ix%i to %ix%i", (sourceWidth, sourceHeight, targetWidth, targetHeight) => {
    return expectSame((k, put) => {
      put(300_000, columnTable(spanning(sourceWidth, targetWidth)));
      put(400_000, rowTable(spanning(sourceHeight, targetHeight)));
      k.scale({
        source: 10,
        sourceStride: sourceWidth + 3,
        sourceWidth,
        target: 200_000,
        targetStride: targetWidth + 1,
        targetWidth,
        targetHeight,
        columns: 300_000,
        rows: 400_000,
        line: MEMORY - 1024 - sourceWidth,
      });
      // The one line of scratch is nobody's result.
      put(MEMORY - 1024 - sourceWidth, new Uint8Array(1024));
    });
  });

  it.each([
    [32, 4, 0],
    [46, 2, 16],
    [2, 2, 0],
  ] as const)("fromRgb %ix%i, red at bit %i", (width, height, redShift) => {
    return expectSame((k) => k.fromRgb(4, width * 4 + 8, 100_000, 200_000, 300_000, width, height, redShift));
  });
});

/** Studio-range code values of an RGB colour (0…1) by a matrix with these luma weights, unrounded. */
function encode([r, g, b]: readonly number[], kr: number, kb: number, full: boolean): [number, number, number] {
  const luma = kr * (r ?? 0) + (1 - kr - kb) * (g ?? 0) + kb * (b ?? 0);
  const u = ((b ?? 0) - luma) / (2 * (1 - kb));
  const v = ((r ?? 0) - luma) / (2 * (1 - kr));
  return full
    ? [255 * luma, 128 + 255 * u, 128 + 255 * v]
    : [16 + 219 * luma, 128 + 224 * u, 128 + 224 * v];
}

const colours = [
  [0, 0, 0],
  [1, 1, 1],
  [0.75, 0, 0],
  [0, 0.75, 0],
  [0, 0, 0.75],
  [0.75, 0.75, 0],
  [1, 0.5, 0.25],
];

describe("colours come out right", () => {
  it.each([
    { matrix: "smpte170m", fullRange: false, kr: 0.299, kb: 0.114 },
    { matrix: "smpte170m", fullRange: true, kr: 0.299, kb: 0.114 },
    { matrix: "bt709", fullRange: true, kr: 0.2126, kb: 0.0722 },
  ] as const)("$matrix fullRange $fullRange to BT.709 limited", ({ matrix, fullRange, kr, kb }) => {
    const recoding = recodingFrom({ matrix, fullRange });
    if (recoding === null) throw new Error("nothing to recode");
    for (const colour of colours) {
      const memory = new Uint8Array(6);
      const [y, u, v] = encode(colour, kr, kb, fullRange).map((c) => Math.min(255, Math.round(c)));
      memory.set([y ?? 0, y ?? 0, y ?? 0, y ?? 0, u ?? 0, v ?? 0]);
      referenceKernels(memory).recode(
        { y: 0, u: 4, v: 5, lumaStride: 2, chromaStride: 1, width: 2, height: 2 },
        recoding,
      );
      const wanted = encode(colour, 0.2126, 0.0722, false);
      [memory[0], memory[4], memory[5]].forEach((value, i) => {
        expect(Math.abs((value ?? 0) - (wanted[i] ?? 0)), `${colour.join()} component ${i}`).toBeLessThan(1.6);
      });
    }
  });

  it("RGB to BT.709 limited", () => {
    for (const colour of colours) {
      const memory = new Uint8Array(64);
      for (let i = 0; i < 4; i++) memory.set(colour.map((c) => Math.round(c * 255)), i * 4);
      referenceKernels(memory).fromRgb(0, 8, 32, 40, 41, 2, 2, 0);
      const wanted = encode(colour, 0.2126, 0.0722, false);
      [memory[32], memory[40], memory[41]].forEach((value, i) => {
        expect(Math.abs((value ?? 0) - (wanted[i] ?? 0)), `${colour.join()} component ${i}`).toBeLessThan(0.75);
      });
    }
  });

  it("scales a ramp to a ramp", () => {
    const memory = new Uint8Array(4096);
    for (let x = 0; x < 64; x++) memory[x] = memory[64 + x] = 2 * x;
    memory.set(columnTable(spanning(64, 48)), 1024);
    memory.set(rowTable(spanning(2, 2)), 2048);
    referenceKernels(memory).scale({
      ...{ source: 0, sourceStride: 64, sourceWidth: 64, target: 512, targetStride: 48 },
      ...{ targetWidth: 48, targetHeight: 2, columns: 1024, rows: 2048, line: 3000 },
    });
    for (let x = 0; x < 48; x++) {
      expect(Math.abs((memory[512 + x] ?? 0) - 2 * Math.max(0, ((x + 0.5) * 64) / 48 - 0.5))).toBeLessThan(0.51);
    }
  });
});
