import { describe, expect, it } from "vitest";
import { expectSame } from "./kernels.fixture";

describe("WebAssembly gives what the reference gives, to the byte", () => {
  it.each([0, 30, 90, 133, 180, 271])("turned by %i°", async (degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.round(65_536 * Math.cos(angle)), Math.round(65_536 * Math.sin(angle))];
    await expectSame((kernels) => {
      kernels.turn({
        ...{ source: 70_000, sourceStride: 50, sourceWidth: 45, sourceHeight: 37 },
        ...{ target: 100_000, targetStride: 64, targetWidth: 61, targetHeight: 50, outside: 16 },
        ...{ x0: 700_000, y0: -300_000, xAcross: cos, yAcross: -sin, xDown: sin, yDown: cos },
      });
    });
  });
});

describe("turn", () => {
  it("copies whole pixels as they are and halves between two", async () => {
    const { referenceKernels } = await import("./kernels");
    const memory = new Uint8Array(4096);
    memory.set([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    const turning = {
      ...{ source: 0, sourceStride: 3, sourceWidth: 3, sourceHeight: 3, target: 100, targetStride: 2 },
      ...{ targetWidth: 2, targetHeight: 2, xAcross: 65_536, yAcross: 0, xDown: 0, yDown: 65_536, outside: 1 },
    };
    referenceKernels(memory).turn({ ...turning, x0: 0, y0: 0 });
    expect([...memory.subarray(100, 104)]).toEqual([10, 20, 40, 50]);
    referenceKernels(memory).turn({ ...turning, x0: 32_768, y0: 0 });
    expect([...memory.subarray(100, 104)]).toEqual([15, 25, 45, 55]);
    referenceKernels(memory).turn({ ...turning, x0: -65_536, y0: 0 });
    expect([...memory.subarray(100, 104)]).toEqual([1, 10, 1, 40]);
  });
});
