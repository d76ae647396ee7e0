import { METER_HIGH, METER_MID, meterPosition } from "./meterScale";

/** How many device pixels stand for each part of a meter, and whether the clip light is on. */
export interface MeterLook {
  readonly rms: number;
  readonly peak: number;
  readonly held: number;
  readonly clipped: boolean;
}

export const dark: MeterLook = { rms: 0, peak: 0, held: 0, clipped: false };

export function sameLook(a: MeterLook, b: MeterLook): boolean {
  return a.rms === b.rms && a.peak === b.peak && a.held === b.held && a.clipped === b.clipped;
}

/** The clip light and the gap before it, in CSS px. */
const LIGHT = 6;
const GAP = 2;

/** How long the scale is on a canvas so wide, in device px: the clip light stands after it. */
export function scaleLength(width: number, ratio: number): number {
  return Math.max(1, width - Math.round((LIGHT + GAP) * ratio));
}

/** The scale faintly, the peak over it half, the RMS level fully, the held peak as a stroke. */
export function paintMeter(pen: CanvasRenderingContext2D, look: MeterLook, colours: MeterColours, ratio: number): void {
  const { width, height } = pen.canvas;
  const length = scaleLength(width, ratio);
  const stroke = Math.max(2, Math.round(2 * ratio));
  const mid = meterPosition(METER_MID, length);
  const high = meterPosition(METER_HIGH, length);
  const fill = (colour: string, alpha: number, from: number, to: number): void => {
    if (to <= from) return;
    pen.globalAlpha = alpha;
    pen.fillStyle = colour;
    pen.fillRect(from, 0, to - from, height);
  };
  fill(colours.ground, 1, 0, width);
  paintZone(0, mid, colours.low);
  paintZone(mid, high, colours.mid);
  paintZone(high, length, colours.high);
  fill(colours.high, look.clipped ? 1 : 0.2, length + Math.round(GAP * ratio), width);

  function paintZone(from: number, to: number, colour: string): void {
    fill(colour, 0.2, from, to);
    fill(colour, 0.5, from, Math.min(look.peak, to));
    fill(colour, 1, from, Math.min(look.rms, to));
    if (look.held > from && look.held <= to) fill(colour, 1, Math.max(0, look.held - stroke), look.held);
  }
}

export interface MeterColours {
  readonly ground: string;
  readonly low: string;
  readonly mid: string;
  readonly high: string;
}

/** Those of the theme. */
export function meterColours(element: HTMLElement): MeterColours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name);
  return { ground: colour("--ground"), low: colour("--meter-low"), mid: colour("--meter-mid"), high: colour("--meter-high") };
}
