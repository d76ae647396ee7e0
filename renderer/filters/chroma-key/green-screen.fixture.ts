import type { Size } from "../../stage/fit";

type Colour = readonly [number, number, number];

/** A person before a green screen: what the camera sees, and what is really there. RGB of 0…1 as displayed. */
export interface GreenScreen {
  readonly size: Size;
  /** Foreground over the screen, lit by it, with noise: RGBA, opaque. */
  readonly seen: Uint8ClampedArray;
  /** How much of each pixel is foreground, 0…1. */
  readonly alpha: Float64Array;
  /** The foreground over `background`, without the screen's light: RGBA, opaque. */
  readonly over: (background: Colour) => Uint8ClampedArray;
}

const SCREEN: Colour = [0.16, 0.64, 0.2];
const SKIN: Colour = [0.78, 0.56, 0.45];
const GREY: Colour = [0.5, 0.5, 0.5];
/** Fair, brown, black and grey hair. */
const HAIR: readonly Colour[] = [
  [0.8, 0.66, 0.4],
  [0.28, 0.18, 0.1],
  [0.08, 0.07, 0.07],
  [0.6, 0.6, 0.6],
];
/** How much of the screen's light the grey card throws back. */
const BOUNCE = 0.08;

/** Noise of ±1, the same at every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

/** A head, a grey card that reflects the screen, and strands of hair of half a pixel to two, over a screen lit unevenly. */
export function greenScreen(size: Size): GreenScreen {
  const { width, height } = size;
  const alpha = new Float64Array(width * height);
  const colours = new Float64Array(3 * width * height);
  const bounce = new Float64Array(width * height);
  const cover = (x: number, y: number, part: number, colour: Colour, reflects = 0): void => {
    const covered = Math.min(Math.max(part, 0), 1);
    if (covered === 0 || x < 0 || y < 0 || x >= width || y >= height) return;
    const i = y * width + x;
    const before = alpha[i] ?? 0;
    const now = covered + before * (1 - covered);
    colour.forEach((value, c) => {
      const old = colours[3 * i + c] ?? 0;
      colours[3 * i + c] = (value * covered + old * before * (1 - covered)) / now;
    });
    bounce[i] = (reflects * covered + (bounce[i] ?? 0) * before * (1 - covered)) / now;
    alpha[i] = now;
  };
  const random = noise(11);
  const [cx, cy, radius] = [0.4 * width, 0.55 * height, 0.2 * height];
  for (let strand = 0; strand < 120; strand++) {
    const colour = HAIR[strand % HAIR.length] ?? GREY;
    const thickness = 1.25 + 0.75 * random();
    const angle = random() * Math.PI;
    const bend = random() * 0.8;
    const length = radius * (1.3 + 0.5 * random());
    const covered = new Map<number, number>();
    for (let along = 0; along < length; along += 0.25) {
      const turn = angle + (bend * along) / length;
      const [px, py] = [cx + Math.cos(turn) * along, cy - Math.abs(Math.sin(turn)) * along];
      for (let y = Math.floor(py) - 2; y <= py + 2; y++) {
        for (let x = Math.floor(px) - 2; x <= px + 2; x++) {
          const part = thickness / 2 + 0.5 - Math.hypot(x - px, y - py);
          if (x >= 0 && x < width && y >= 0 && y < height) {
            covered.set(y * width + x, Math.max(covered.get(y * width + x) ?? 0, part));
          }
        }
      }
    }
    for (const [i, part] of covered) cover(i % width, Math.floor(i / width), Math.min(part, thickness), colour);
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = 1 - (0.3 * (x - cx + radius)) / (2 * radius);
      cover(x, y, radius + 0.5 - Math.hypot(x - cx, y - cy), SKIN.map((c) => c * shade) as unknown as Colour);
      if (x >= 0.7 * width && x < 0.85 * width && y >= 0.4 * height && y < 0.8 * height) cover(x, y, 1, GREY, BOUNCE);
    }
  }
  const paint = (pixel: (i: number, c: number) => number, grain: number): Uint8ClampedArray => {
    const pixels = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) pixels[4 * i + c] = Math.round(255 * pixel(i, c) + grain * random());
      pixels[4 * i + 3] = 255;
    }
    return pixels;
  };
  const lit = (i: number): number => {
    const [x, y] = [(i % width) / width - 0.5, Math.floor(i / width) / height - 0.4];
    return 1.1 - 0.55 * (x * x + y * y) - 0.2 * x;
  };
  return {
    size,
    alpha,
    seen: paint((i, c) => {
      const screen = (SCREEN[c] ?? 0) * lit(i);
      const a = alpha[i] ?? 0;
      return a * ((colours[3 * i + c] ?? 0) + (bounce[i] ?? 0) * screen) + (1 - a) * screen;
    }, 2),
    over: (background) =>
      paint((i, c) => (alpha[i] ?? 0) * (colours[3 * i + c] ?? 0) + (1 - (alpha[i] ?? 0)) * (background[c] ?? 0), 0),
  };
}
