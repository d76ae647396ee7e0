import { type ChildProcess, spawn } from "node:child_process";
import type { Rgb } from "./picture";

/** The upright stripes of the moving screen, from the left. */
export const STRIPES: readonly Rgb[] = [
  [30, 144, 255],
  [200, 40, 40],
  [60, 180, 75],
  [240, 220, 130],
];

/**
 * Fills a screen with stripes of known colours and a white box that crosses its lower part, 60 times a second. RGB all the
 * way: nothing but the program under test converts a colour. Whoever starts it ends it.
 */
export function startMovingScreen(display: string, width: number, height: number): ChildProcess {
  const stripe = ([r, g, b]: Rgb, i: number): string => {
    const hex = [r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("");
    return `color=c=0x${hex}:s=${width / STRIPES.length}x${height}:r=60,format=gbrp[s${i}]`;
  };
  const inputs = STRIPES.map((_, i) => `[s${i}]`).join("");
  const box = `color=c=white:s=64x64:r=60,format=gbrp[box]`;
  const graph = [
    ...STRIPES.map(stripe),
    `${inputs}hstack=${STRIPES.length}[all]`,
    box,
    `[all][box]overlay=x='mod(t*600,${width - 64})':y=${height - 80}:format=gbrp[out0]`,
  ].join(";");
  return spawn(
    "ffplay",
    [
      ...["-v", "error", "-an", "-noborder", "-left", "0", "-top", "0", "-x", String(width), "-y", String(height)],
      ...["-f", "lavfi", graph],
    ],
    { env: { ...process.env, DISPLAY: display }, stdio: "ignore" },
  );
}

/** Opens a window of one colour, `0xrrggbb`. Whoever starts it ends it. */
export function startColourWindow(display: string, title: string, width: number, height: number, colour: string): ChildProcess {
  return spawn(
    "ffplay",
    ["-v", "error", "-window_title", title, "-f", "lavfi", `color=c=${colour}:s=${width}x${height}:r=10,format=gbrp`],
    { env: { ...process.env, DISPLAY: display }, stdio: "ignore" },
  );
}
