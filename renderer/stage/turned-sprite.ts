import type { DrawingContext } from "./drawing-context";
import { even, type Size } from "./fit";
import { type Layer, newLayer, type OwnedLayer } from "./layer";
import type { Rect } from "./planes";
import { type ItemPixels, Sprite } from "./sprite";
import { type Area, flatShape, type SpriteShape } from "./sprite-shape";

/** A point in the picture, and the same in what is turned. */
interface Turn {
  /** The pixels touched, widened to even edges and cut to the picture. */
  readonly bounds: Rect;
  /** Where the middle of the bounds' first pixel lies in the flat picture (edges at whole numbers)… */
  readonly x: number;
  readonly y: number;
  /** … and how far the next to the right and the next below are from it. */
  readonly xAcross: number;
  readonly yAcross: number;
  readonly xDown: number;
  readonly yDown: number;
}

const FIXED = 65_536;

/** An item that is turned about its middle: first drawn flat, then turned, its edges smooth. */
export class TurnedSprite implements ItemPixels {
  readonly opaque = false;
  private readonly flat: Sprite;
  private readonly flatSize: Size;
  private readonly own: OwnedLayer;

  constructor(
    private readonly context: DrawingContext,
    flat: SpriteShape,
    private readonly turn: Turn,
    alpha: boolean,
  ) {
    this.flat = new Sprite(context, flat, alpha);
    this.flatSize = flat.bounds;
    this.own = newLayer(context.memory, turn.bounds.width, turn.bounds.height, true);
  }

  /** Null where nothing of it is within a picture of that size. Degrees clockwise. */
  static of(
    context: DrawingContext,
    area: Area,
    flip: { horizontal: boolean; vertical: boolean },
    rotation: number,
    target: Size,
    alpha: boolean,
  ): TurnedSprite | null {
    const flat = flatShape(area, flip);
    const turn = turnOf(area.box, flat.box, rotation, target);
    return turn === null ? null : new TurnedSprite(context, flat, turn, alpha);
  }

  get bounds(): Rect {
    return this.turn.bounds;
  }

  draw(source: Layer): Layer {
    const flat = this.flat.draw(source);
    const { own } = this;
    this.turnPlane(flat.y, flat.lumaStride, own.y, own.lumaStride, 1, 16);
    this.turnPlane(flat.u, flat.chromaStride, own.u, own.chromaStride, 2, 128);
    this.turnPlane(flat.v, flat.chromaStride, own.v, own.chromaStride, 2, 128);
    if (flat.a !== null && own.a !== null) this.turnPlane(flat.a, flat.alphaStride, own.a, own.alphaStride, 1, 0);
    return own;
  }

  free(): void {
    this.flat.free();
    this.own.free();
  }

  /** `scale`: pixels of luma that a sample of the plane is wide. */
  private turnPlane(source: number, sourceStride: number, target: number, targetStride: number, scale: 1 | 2, outside: number): void {
    const { turn, flatSize, own } = this;
    // From the middle of the first pixel of luma to the middle of the first sample.
    const off = (scale - 1) / 2;
    const fixed = (value: number): number => Math.round(value * FIXED);
    this.context.kernels.turn({
      ...{ source, sourceStride, sourceWidth: flatSize.width / scale, sourceHeight: flatSize.height / scale },
      ...{ target, targetStride, targetWidth: own.width / scale, targetHeight: own.height / scale },
      x0: fixed((turn.x + off * (turn.xAcross + turn.xDown)) / scale - 0.5),
      y0: fixed((turn.y + off * (turn.yAcross + turn.yDown)) / scale - 0.5),
      ...{ xAcross: fixed(turn.xAcross), yAcross: fixed(turn.yAcross) },
      ...{ xDown: fixed(turn.xDown), yDown: fixed(turn.yDown), outside },
    });
  }
}

/** `box` in the picture, `flat` the same in what is turned. */
function turnOf(box: Rect, flat: Rect, rotation: number, target: Size): Turn | null {
  const angle = (rotation * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // One pixel more than the box itself: edges fade over one.
  const reach = {
    x: (Math.abs(cos) * box.width + Math.abs(sin) * box.height) / 2 + 1,
    y: (Math.abs(sin) * box.width + Math.abs(cos) * box.height) / 2 + 1,
  };
  const left = Math.max(0, even(middle.x - reach.x));
  const top = Math.max(0, even(middle.y - reach.y));
  const right = Math.min(target.width, even(middle.x + reach.x) + 2);
  const bottom = Math.min(target.height, even(middle.y + reach.y) + 2);
  if (right <= left || bottom <= top) return null;
  const across = flat.width / box.width;
  const down = flat.height / box.height;
  const x = left + 0.5 - middle.x;
  const y = top + 0.5 - middle.y;
  return {
    bounds: { x: left, y: top, width: right - left, height: bottom - top },
    x: flat.x + (x * cos + y * sin + box.width / 2) * across,
    y: flat.y + (y * cos - x * sin + box.height / 2) * down,
    ...{ xAcross: cos * across, yAcross: -sin * down, xDown: sin * across, yDown: cos * down },
  };
}
