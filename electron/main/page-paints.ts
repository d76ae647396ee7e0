import { PAINTS_IN_FLIGHT } from "../contract/web-page";

/** Whole pixels. */
export interface PaintedArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sends a page's paints on, few at a time: what is painted meanwhile goes as one, with the newest image. */
export class PagePaints<Image> {
  private inFlight = 0;
  private waiting: { area: PaintedArea; image: Image } | null = null;

  constructor(private readonly send: (area: PaintedArea, image: Image) => void) {}

  painted(area: PaintedArea, image: Image): void {
    this.waiting = { area: this.waiting === null ? area : around(this.waiting.area, area), image };
    this.flow();
  }

  /** One that was sent has been taken in. */
  taken(): void {
    this.inFlight = Math.max(0, this.inFlight - 1);
    this.flow();
  }

  /** What waits is of a page that is gone. */
  forget(): void {
    this.waiting = null;
  }

  private flow(): void {
    if (this.waiting === null || this.inFlight >= PAINTS_IN_FLIGHT) return;
    const { area, image } = this.waiting;
    this.waiting = null;
    this.inFlight++;
    this.send(area, image);
  }
}

/** The smallest area with both in it. */
function around(a: PaintedArea, b: PaintedArea): PaintedArea {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
