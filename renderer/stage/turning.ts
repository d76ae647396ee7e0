/**
 * How a plane is turned into another: target pixel (i, j) shows the source at x0 + i·xAcross + j·xDown (y alike), in
 * 1/65536 of a pixel, the middles of pixels at whole numbers; `outside` where that lies beyond the outermost of them.
 */
interface Turning {
  readonly source: number;
  readonly sourceStride: number;
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  readonly target: number;
  readonly targetStride: number;
  readonly targetWidth: number;
  readonly targetHeight: number;
  readonly x0: number;
  readonly y0: number;
  readonly xAcross: number;
  readonly yAcross: number;
  readonly xDown: number;
  readonly yDown: number;
  readonly outside: number;
}

export interface TurnKernels {
  /** Draws a plane turned, by linear interpolation. */
  turn(turning: Turning): void;
}

/** The kernels over `memory`, in plain TypeScript: the reference for the tests. */
export function referenceTurning(memory: Uint8Array): TurnKernels {
  const at = (offset: number): number => memory[offset] ?? 0;
  return {
    turn(t) {
      const right = (t.sourceWidth - 1) << 16;
      const bottom = (t.sourceHeight - 1) << 16;
      for (let row = 0; row < t.targetHeight; row++) {
        for (let i = 0; i < t.targetWidth; i++) {
          const x = t.x0 + i * t.xAcross + row * t.xDown;
          const y = t.y0 + i * t.yAcross + row * t.yDown;
          const to = t.target + row * t.targetStride + i;
          if (x < 0 || y < 0 || x >= right || y >= bottom) {
            memory[to] = t.outside;
            continue;
          }
          const from = t.source + (y >> 16) * t.sourceStride + (x >> 16);
          const across = (x >> 8) & 255;
          const down = (y >> 8) & 255;
          const line = (begin: number): number => at(begin) * (256 - across) + at(begin + 1) * across;
          memory[to] = (line(from) * (256 - down) + line(from + t.sourceStride) * down + 32_768) >> 16;
        }
      }
    },
  };
}
