import { even } from "../../stage/fit";
import { FLASH_LENGTH, FLASH_PERIOD } from "../../stage/flash";
import { drawText, GLYPH_ADVANCE, GLYPH_ROWS } from "./glyphs";
import { BLACK, type Colour, fill, fillRect, newPlanes, type Planes, type Rect, WHITE } from "../../stage/planes";

const GREY: Colour = [180, 128, 128];
const YELLOW: Colour = [168, 44, 136];
const CYAN: Colour = [145, 147, 44];
const GREEN: Colour = [133, 63, 52];
const MAGENTA: Colour = [63, 193, 204];
const RED: Colour = [51, 109, 212];
const BLUE: Colour = [28, 212, 120];

/** 75 % bars in BT.709 limited range, in the order of SMPTE RP 219. */
export const BARS: readonly Colour[] = [GREY, YELLOW, CYAN, GREEN, MAGENTA, RED, BLUE];
const CASTELLATIONS: readonly Colour[] = [BLUE, BLACK, MAGENTA, BLACK, CYAN, BLACK, GREY];

/** HH:MM:SS.mmm */
const CLOCK_LENGTH = 12;

/** The built-in picture at one size: what stands still is drawn once, each frame only what moves. */
export interface TestPattern {
  /** Draws the frame for Unix time `at` (ms) into planes of the pattern's size. */
  draw(into: Planes, at: number): void;
}

interface Layout {
  readonly castellations: number;
  readonly floor: number;
  readonly dot: number;
  readonly clockX: number;
  readonly clockY: number;
  readonly track: Rect;
  readonly box: number;
}

function layout(width: number, height: number): Layout {
  const castellations = even(height * 0.67);
  const floor = even(height * 0.75);
  const room = height - floor;
  const dot = Math.max(2, even(Math.min((width * 0.5) / (CLOCK_LENGTH * GLYPH_ADVANCE), (room * 0.5) / GLYPH_ROWS)));
  const box = Math.max(2, even(room * 0.2));
  return {
    castellations,
    floor,
    dot,
    clockX: Math.max(0, even((width - (CLOCK_LENGTH * GLYPH_ADVANCE - 1) * dot) / 2)),
    clockY: even(floor + room * 0.12),
    track: { x: 0, y: even(height - box - room * 0.08), width, height: box },
    box,
  };
}

function drawRow(planes: Planes, colours: readonly Colour[], top: number, bottom: number): void {
  const edge = (index: number): number => even((planes.width * index) / colours.length);
  colours.forEach((colour, i) => {
    fillRect(planes, { x: edge(i), y: top, width: edge(i + 1) - edge(i), height: bottom - top }, colour);
  });
}

/** Unix time in ms as UTC HH:MM:SS.mmm. */
export function clockText(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

/**
 * Bars, a box that crosses the picture once every two seconds, a UTC clock, and at every even second 100 ms of white:
 * the flash that the beep of the test tone goes with. Width and height even.
 */
export function createTestPattern(width: number, height: number): TestPattern {
  const template = newPlanes(width, height);
  const { castellations, floor, dot, clockX, clockY, track, box } = layout(width, height);
  fill(template, BLACK);
  drawRow(template, BARS, 0, castellations);
  drawRow(template, CASTELLATIONS, castellations, floor);
  return {
    draw(into, at) {
      const phase = at % FLASH_PERIOD;
      if (phase < FLASH_LENGTH) {
        fill(into, WHITE);
        return;
      }
      into.all.set(template.all);
      drawText(into, clockText(at), clockX, clockY, dot, WHITE);
      const x = even((phase / FLASH_PERIOD) * (width - box));
      fillRect(into, { ...track, x, width: box }, WHITE);
    },
  };
}
