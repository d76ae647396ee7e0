import { z } from "zod";

/** Smallest and first size of the window, in density-independent pixels. */
export const MIN_SIZE = { width: 1100, height: 700 };
export const FIRST_SIZE = { width: 1280, height: 800 };

const Rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
type Rectangle = z.infer<typeof Rectangle>;

/** Where the window was, as remembered between runs. */
export const WindowPlace = z.object({ bounds: Rectangle, maximized: z.boolean() });
export type WindowPlace = z.infer<typeof WindowPlace>;

/** How much of the window must be on a display to be grabbed with the mouse. */
const GRIP = { width: 120, height: 40 };

/**
 * The bounds to open the window with: the remembered ones where they can still be reached on these work areas, else a
 * size that fits the first of them, with its place left to the system.
 */
export function openingBounds(place: WindowPlace | null, workAreas: readonly Rectangle[]): Partial<Rectangle> {
  const { bounds } = place ?? {};
  if (bounds !== undefined) {
    const width = Math.max(bounds.width, MIN_SIZE.width);
    const height = Math.max(bounds.height, MIN_SIZE.height);
    // The title bar is what one grabs, so it is the top edge that has to be visible.
    const reachable = workAreas.some(
      (area) =>
        Math.min(bounds.x + width, area.x + area.width) - Math.max(bounds.x, area.x) >= GRIP.width &&
        bounds.y >= area.y - 8 &&
        bounds.y + GRIP.height <= area.y + area.height,
    );
    if (reachable) return { x: bounds.x, y: bounds.y, width, height };
  }
  const first = workAreas[0];
  const wanted = bounds ?? FIRST_SIZE;
  return {
    width: Math.max(MIN_SIZE.width, Math.min(wanted.width, first?.width ?? wanted.width)),
    height: Math.max(MIN_SIZE.height, Math.min(wanted.height, first?.height ?? wanted.height)),
  };
}
