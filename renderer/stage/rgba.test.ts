import { describe, expect, it } from "vitest";
import { expectSame } from "./kernels.fixture";
import { referenceKernels } from "./kernels";

describe("WebAssembly gives what the reference gives, to the byte", () => {
  for (const [width, height] of [
    [32, 4],
    [33, 5],
    [46, 3],
    [1, 1],
  ] as const) {
    for (const straight of [true, false]) {
      for (const redShift of [0, 16] as const) {
        it(`fromRgba ${width}x${height}, ${straight ? "straight" : "premultiplied"}, red at bit ${redShift}`, async () => {
          await expectSame((kernels, put) => {
            put(70_000 + width * 4, new Uint8Array(width * 8));
            const pixels = { source: 70_000, stride: width * 4 + 4, width, height, redShift, straight };
            kernels.fromRgba(pixels, 200_000, 300_000, 400_000, 500_000);
          });
        });
      }
    }
  }
});

it("premultiplies around black", () => {
  const memory = new Uint8Array(1024);
  for (let i = 0; i < 4; i++) memory.set([255, 255, 255, 128], 4 * i);
  referenceKernels(memory).fromRgba({ source: 0, stride: 8, width: 2, height: 2, redShift: 0, straight: true }, 100, 104, 105, 106);
  expect([...memory.subarray(100, 110)]).toEqual([126, 126, 126, 126, 128, 128, 128, 128, 128, 128]);
});
