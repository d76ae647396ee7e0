import type { Size } from "../../stage/fit";
import { type OwnedLayer, type Picture, type PictureTools, untimed } from "../picture";
import { drawText } from "./drawing";
import { fontFor } from "./fonts";
import type { TextSettings } from "./schema";

/** A text as large as its letters; `fed` with what is in its file. */
export function textPicture(settings: TextSettings, tools: PictureTools): Picture {
  /** Undefined until the first text was drawn, null when it shows nothing. */
  let shown: OwnedLayer | null | undefined;
  let next: OwnedLayer | null | undefined;
  let version = 0;
  let turn = 0;

  const draw = async (text: string): Promise<void> => {
    const its = ++turn;
    const { bold, italic, size } = settings;
    const font = await fontFor(`${italic ? "italic " : ""}${bold ? 700 : 400} ${size}px`, settings.font, text);
    if (its !== turn) return;
    const pixels = drawText(text, font, settings);
    next?.free();
    next = pixels === null ? null : tools.fromRgba(pixels.data, pixels, false);
  };

  const newest = (): OwnedLayer | null => (next === undefined ? (shown ?? null) : next);

  if (settings.from === "typed") void draw(settings.text);
  return {
    version: () => version + (next === undefined ? 0 : 1),
    size(): Size {
      const layer = newest();
      return { width: layer?.width ?? 0, height: layer?.height ?? 0 };
    },
    render() {
      if (next !== undefined) {
        shown?.free();
        shown = next;
        next = undefined;
        version++;
      }
      if (shown === null || shown === undefined) throw new Error("There is nothing to show");
      return shown;
    },
    timing: () => untimed,
    fed(text) {
      if (typeof text === "string") void draw(text);
    },
    close() {
      turn++;
      shown?.free();
      next?.free();
      shown = next = undefined;
    },
  };
}
