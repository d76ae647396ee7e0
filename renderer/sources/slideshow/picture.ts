import { type Problem, problemOf } from "../../../electron/contract/problem";
import { fit, type Size } from "../../stage/fit";
import { layerOf, openImage } from "../image/decoding";
import { type OwnedLayer, type Picture, type PictureTools, untimed } from "../picture";
import { Crossfade } from "./crossfade";
import type { SlideshowFed, SlideshowSaid } from "./messages";
import { slideAfter } from "./order";
import type { SlideshowSettings } from "./schema";

/** Images one after the other, each as large as fits the canvas. */
export function slideshowPicture({ files, interval, transition, fade, order }: SlideshowSettings, tools: PictureTools): Picture {
  let shown: OwnedLayer | null = null;
  let next: OwnedLayer | null = null;
  /** When `shown` was there in full, and when it begins to give way; Unix ms. */
  let since = 0;
  let leaving: number | null = null;
  let index: number | null = null;
  let version = 0;
  /** How many in a row could not be shown. */
  let unusable = 0;
  let closed = false;
  const crossfade = new Crossfade(tools);

  const say = (said: SlideshowSaid): void => tools.say(said);

  const askForNext = (): void => {
    index = slideAfter(index, files.length, order);
    if (index !== null) say({ want: index });
  };

  const skip = (problem: Problem): void => {
    unusable++;
    if (unusable >= files.length && shown === null) say({ problem });
    else if (unusable < files.length) askForNext();
  };

  const take = async (file: Exclude<SlideshowFed, "begin">): Promise<void> => {
    if ("problem" in file) return skip(file.problem);
    try {
      const layer = await slide(file.bytes, file.name);
      if (closed) return layer.free();
      next = layer;
      unusable = 0;
      say({ problem: null });
    } catch (thrown) {
      if (!closed) skip(problemOf(thrown));
    }
  };

  const slide = async (bytes: Uint8Array<ArrayBuffer>, name: string): Promise<OwnedLayer> => {
    const image = await openImage(bytes, name);
    try {
      const ground = tools.canvas();
      const { pixels } = await image.read(0, (size) => ({ ground, at: fit(size, size, ground) }));
      if (closed) throw new Error("The slideshow was closed meanwhile");
      return layerOf(pixels, tools);
    } finally {
      image.close();
    }
  };

  /** How much of the next slide is seen, 0…255. */
  const progress = (at: number): number => {
    if (next === null) return 0;
    if (shown === null) return 255;
    if (leaving === null && at >= since + 1000 * interval) leaving = at;
    if (leaving === null) return 0;
    return transition === "cut" ? 255 : Math.min(255, Math.floor(((at - leaving) * 255) / fade));
  };

  const turnOver = (at: number, to: OwnedLayer): void => {
    shown?.free();
    shown = to;
    next = leaving = null;
    since = at;
    version += 255;
    askForNext();
  };

  return {
    version: (at) => version + progress(at),
    size: (): Size => sizeOf(shown ?? next),
    render(at) {
      const seen = progress(at);
      if (next !== null && seen === 255) turnOver(at, next);
      if (shown === null) throw new Error("There is nothing to show");
      return next === null || seen === 0 ? shown : crossfade.between(shown, next, seen);
    },
    timing: () => untimed,
    fed(message) {
      const fed = message as SlideshowFed;
      if (fed === "begin") askForNext();
      else void take(fed);
    },
    close() {
      closed = true;
      shown?.free();
      next?.free();
      crossfade.close();
      shown = next = null;
    },
  };
}

function sizeOf(layer: OwnedLayer | null): Size {
  return { width: layer?.width ?? 0, height: layer?.height ?? 0 };
}
