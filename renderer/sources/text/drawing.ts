import type { TextSettings } from "./schema";
import { wrapLines } from "./wrapping";

/** Nothing is drawn beyond this, in px each way. */
const LARGEST = 4096;

/** Draws a text in a CSS font on a canvas that is as large as it; null when there is nothing to see. */
export function drawText(text: string, font: string, settings: TextSettings): ImageData | null {
  const typed = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (typed.trim() === "") return null;

  const ruler = contextOf(1, 1);
  ruler.font = font;
  const lines = settings.wrap ? wrapLines(typed, settings.width, (line) => ruler.measureText(line).width) : typed.split("\n");
  const measured = lines.map((line) => ruler.measureText(line));
  const most = (of: (line: TextMetrics) => number): number => Math.max(...measured.map(of));
  // Letters of other fonts may be higher than the chosen one's, and slanted ones hang over.
  const ascent = Math.ceil(most((line) => Math.max(line.fontBoundingBoxAscent, line.actualBoundingBoxAscent)));
  const descent = Math.ceil(most((line) => Math.max(line.fontBoundingBoxDescent, line.actualBoundingBoxDescent)));
  const before = Math.ceil(Math.max(0, most((line) => line.actualBoundingBoxLeft)));
  const widest = settings.wrap ? settings.width : most((line) => line.width);
  const across = Math.ceil(Math.max(widest, most((line) => Math.max(line.width, line.actualBoundingBoxRight))));

  const { outline, background, padding, align } = settings;
  const margin = Math.ceil(outline) + (background ? Math.ceil(padding) : 0);
  const width = Math.min(LARGEST, Math.max(1, before + across + 2 * margin));
  const height = Math.min(LARGEST, lines.length * (ascent + descent) + 2 * margin);
  const context = contextOf(width, height);
  if (background) {
    context.fillStyle = settings.backgroundColour;
    context.fillRect(0, 0, width, height);
  }
  context.font = font;
  context.lineJoin = "round";
  context.lineWidth = 2 * outline;
  context.strokeStyle = settings.outlineColour;
  context.fillStyle = settings.colour;
  // All outlines first: none lies over the letters beside it.
  for (const draw of outline > 0 ? (["strokeText", "fillText"] as const) : (["fillText"] as const)) {
    lines.forEach((line, i) => {
      const free = widest - (measured[i]?.width ?? 0);
      const x = margin + before + (align === "left" ? 0 : align === "right" ? free : free / 2);
      context[draw](line, Math.round(x), margin + i * (ascent + descent) + ascent);
    });
  }
  return context.getImageData(0, 0, width, height);
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("There is no canvas");
  return context;
}
