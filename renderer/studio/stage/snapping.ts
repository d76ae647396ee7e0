import type { Size } from "../../stage/fit";
import type { Rect } from "../../stage/planes";
import type { Frame, Handle } from "./frame";
import { grown } from "./resizing";

/** Upright lines by their x, level ones by their y; canvas px. */
export interface Lines {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export const noLines: Lines = { x: [], y: [] };

/** What is snapped to: edges and middle of the canvas, then those of other items. */
export function linesOf(canvas: Size, others: readonly Rect[]): Lines {
  return {
    x: [0, canvas.width / 2, canvas.width, ...others.flatMap(({ x, width }) => [x, x + width / 2, x + width])],
    y: [0, canvas.height / 2, canvas.height, ...others.flatMap(({ y, height }) => [y, y + height / 2, y + height])],
  };
}

interface Hit {
  readonly by: number;
  readonly at: number;
}

/** The way from one of the places to the nearest line, if that is within reach. */
function nearest(places: readonly number[], lines: readonly number[], reach: number): Hit | null {
  let best: Hit | null = null;
  for (const place of places) {
    for (const at of lines) {
      const by = at - place;
      if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, at };
    }
  }
  return best;
}

/** How much further something has to be moved to lie against lines, and against which. */
export function snapMove(bounds: Rect, lines: Lines, reach: number): { readonly x: number; readonly y: number; readonly guides: Lines } {
  const { x, y, width, height } = bounds;
  const across = nearest([x, x + width / 2, x + width], lines.x, reach);
  const down = nearest([y, y + height / 2, y + height], lines.y, reach);
  const guides = { x: across === null ? [] : [across.at], y: down === null ? [] : [down.at] };
  return { x: across?.by ?? 0, y: down?.by ?? 0, guides };
}

/**
 * A frame that was resized by a handle from `start`, with its dragged sides brought to lines within reach. Turned frames
 * have no sides that could lie against one.
 */
export function snapSize(
  start: Frame,
  frame: Frame,
  handle: Handle,
  keepShape: boolean,
  lines: Lines,
  reach: number,
): { readonly frame: Frame; readonly guides: Lines } {
  if (start.rotation !== 0) return { frame, guides: noLines };
  const edge = { x: frame.middle.x + (handle.x * frame.width) / 2, y: frame.middle.y + (handle.y * frame.height) / 2 };
  const across = handle.x === 0 ? null : nearest([edge.x], lines.x, reach);
  const down = handle.y === 0 ? null : nearest([edge.y], lines.y, reach);
  const width = across === null ? frame.width : frame.width + handle.x * across.by;
  const height = down === null ? frame.height : frame.height + handle.y * down.by;
  if (width <= 0 || height <= 0) return { frame, guides: noLines };
  if (!keepShape) {
    const guides = { x: across === null ? [] : [across.at], y: down === null ? [] : [down.at] };
    return { frame: grown(start, handle, width, height), guides };
  }
  // Only one side can be chosen: the other follows the shape.
  const byWidth = across !== null && (down === null || Math.abs(across.by) <= Math.abs(down.by));
  if (!byWidth && down === null) return { frame, guides: noLines };
  const factor = byWidth ? width / start.width : height / start.height;
  const guides = byWidth ? { x: [across.at], y: [] } : { x: [], y: down === null ? [] : [down.at] };
  return { frame: grown(start, handle, start.width * factor, start.height * factor), guides };
}
