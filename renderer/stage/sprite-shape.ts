import type { Transform } from "../../electron/contract/scene";
import { even, type Size } from "./fit";
import { type Placement, placementOf, projected, type Projection } from "./placement";
import type { Axis } from "./plane-scaler";
import type { Rect } from "./planes";

/** A picture this little smaller than the frame it is to fit, in px, is shown as it is rather than scaled by a hair. */
const HAIR = 4;

/** Positions are exact to this part of a pixel; what is nearer to a whole pixel is one. */
const GRID = 256;

/** Around what is to be turned, in px: an edge fades within it. Even, for chroma's sake. */
const MARGIN = 2;
/** What is to be turned is drawn no larger than that in px. */
const MAX_FLAT = 4096;

/** How an unturned item becomes pixels of a picture. */
export interface SpriteShape {
  /** The pixels it touches, widened to even edges and cut to the picture. */
  readonly bounds: Rect;
  /** Where exactly it stands, in the picture's px. */
  readonly box: Rect;
  readonly across: Axis;
  readonly down: Axis;
  /** Whether its pixels are all there is within the bounds. */
  readonly covers: boolean;
}

/** The box of an item in a picture's px, and the part of the layer that fills it in the layer's px. */
export interface Area {
  readonly box: Rect;
  readonly part: Rect;
}

/** Where an item's layer goes; null where nothing is left of it. `size` is the source's, `layer` its pixels'. */
export function areaOf(transform: Transform, size: Size, layer: Size, project: Projection): Area | null {
  const placement: Placement | null = placementOf(transform, size);
  if (placement === null) return null;
  const across = layer.width / size.width;
  const down = layer.height / size.height;
  const { part: shown } = placement;
  const part = { x: shown.x * across, y: shown.y * down, width: shown.width * across, height: shown.height * down };
  const box = projected(project, placement.box);
  const snaps = transform.sizing.mode === "contain" && isHair(box.width - part.width) && isHair(box.height - part.height);
  return { part, box: onGrid(snaps ? centred(box, part) : box) };
}

const isHair = (difference: number): boolean => difference >= 0 && difference < HAIR;

function centred(box: Rect, { width, height }: Size): Rect {
  return { x: even(box.x + (box.width - width) / 2), y: even(box.y + (box.height - height) / 2), width, height };
}

function onGrid({ x, y, width, height }: Rect): Rect {
  const left = Math.round(x * GRID) / GRID;
  const top = Math.round(y * GRID) / GRID;
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.round((x + width) * GRID) - left * GRID) / GRID,
    height: Math.max(1, Math.round((y + height) * GRID) - top * GRID) / GRID,
  };
}

/** The shape of that area in a picture of this size; null where the two do not meet. */
export function shapeOf({ box, part }: Area, flip: Transform["flip"], target: Size): SpriteShape | null {
  const left = Math.max(0, even(box.x));
  const top = Math.max(0, even(box.y));
  const right = Math.min(target.width, evenUp(box.x + box.width));
  const bottom = Math.min(target.height, evenUp(box.y + box.height));
  if (right <= left || bottom <= top) return null;
  return {
    bounds: { x: left, y: top, width: right - left, height: bottom - top },
    box,
    across: axis(box.x, box.width, part.x, part.width, flip.horizontal, left, right),
    down: axis(box.y, box.height, part.y, part.height, flip.vertical, top, bottom),
    covers: box.x <= left && box.x + box.width >= right && box.y <= top && box.y + box.height >= bottom,
  };
}

/** The whole of that area in a picture of its own, with a transparent margin, to be turned; and that picture's size. */
export function flatShape({ box, part }: Area, flip: Transform["flip"]): SpriteShape {
  const width = Math.min(MAX_FLAT, Math.ceil(box.width));
  const height = Math.min(MAX_FLAT, Math.ceil(box.height));
  const right = evenUp(width) + 2 * MARGIN;
  const bottom = evenUp(height) + 2 * MARGIN;
  return {
    bounds: { x: 0, y: 0, width: right, height: bottom },
    box: { x: MARGIN, y: MARGIN, width, height },
    across: axis(MARGIN, width, part.x, part.width, flip.horizontal, 0, right),
    down: axis(MARGIN, height, part.y, part.height, flip.vertical, 0, bottom),
    covers: false,
  };
}

const evenUp = (value: number): number => Math.ceil(value / 2) * 2;

function axis(
  box: number,
  length: number,
  part: number,
  partLength: number,
  mirrored: boolean,
  from: number,
  to: number,
): Axis {
  const step = partLength / length;
  const before = (from - box) * step;
  return {
    start: mirrored ? part + partLength - before : part + before,
    step: mirrored ? -step : step,
    first: Math.floor(part),
    end: Math.ceil(part + partLength),
    count: to - from,
  };
}
