import { problemOf } from "../../../electron/contract/problem";
import type { Size } from "../../stage/fit";
import { type OwnedLayer, type Picture, type PictureTools, untimed } from "../picture";
import { type DecodedImage, layerOf, openImage, withinReason } from "./decoding";
import type { ImageFile, ImageSaid } from "./messages";

/** An animation of which all frames together take no more than this, in bytes, is decoded once. */
const KEPT = 32 << 20;
/** One that is later than this, in ms (nobody looked at it, or decoding is slow), goes on from where it is. */
const LATE = 500;

/** A frame that is, or can be, shown. */
interface Shown {
  readonly reel: Reel;
  readonly index: number;
  readonly layer: OwnedLayer;
  readonly duration: number;
}

/** An image file, still or moving. */
export function imagePicture(_settings: unknown, tools: PictureTools): Picture {
  /** Of the newest file. */
  let reel: Reel | null = null;
  let shown: Shown | null = null;
  let ready: Shown | null = null;
  let due = 0;
  let version = 0;
  let played = 0;
  let turn = 0;

  const say = (said: ImageSaid): void => tools.say(said);

  const open = async (file: ImageFile): Promise<void> => {
    const its = ++turn;
    try {
      const next = new Reel(await openImage(file.bytes, file.name), tools);
      if (its !== turn) return next.close();
      replace(next);
      await prepare(next, 0);
      if (its === turn) say({ problem: null });
    } catch (thrown) {
      if (its === turn) say({ problem: problemOf(thrown) });
    }
  };

  const replace = (next: Reel): void => {
    ready?.reel.release(ready.layer);
    if (reel !== null && reel !== shown?.reel) reel.close();
    ready = null;
    reel = next;
    played = 0;
  };

  const prepare = async (its: Reel, index: number): Promise<void> => {
    const frame = await its.read(index);
    if (its === reel) ready = { reel: its, index, ...frame };
    else its.release(frame.layer);
  };

  const prepareNext = async ({ reel: its, index }: Shown): Promise<void> => {
    const of = turn;
    try {
      await prepare(its, (index + 1) % its.image.frames);
    } catch (thrown) {
      if (of === turn) say({ problem: problemOf(thrown) });
    }
  };

  const isDue = (at: number): boolean => ready !== null && (ready.reel !== shown?.reel || at >= due);

  const turnOver = (at: number, next: Shown): void => {
    if (shown !== null) {
      shown.reel.release(shown.layer);
      if (shown.reel !== next.reel) shown.reel.close();
    }
    due = (shown?.reel === next.reel && at - due < LATE ? due : at) + next.duration;
    shown = next;
    ready = null;
    version++;
    const { image } = next.reel;
    if (next.index === image.frames - 1) played++;
    if (image.frames > 1 && played < image.plays) void prepareNext(next);
  };

  return {
    version: (at) => version + (isDue(at) ? 1 : 0),
    size: (): Size => (shown ?? ready)?.reel.image.size ?? { width: 0, height: 0 },
    render(at) {
      if (ready !== null && isDue(at)) turnOver(at, ready);
      if (shown === null) throw new Error("There is nothing to show");
      return shown.layer;
    },
    timing: () => untimed,
    fed(message) {
      void open(message as ImageFile);
    },
    close() {
      turn++;
      if (ready !== null) ready.reel.release(ready.layer);
      if (shown !== null) {
        shown.reel.release(shown.layer);
        if (shown.reel !== reel) shown.reel.close();
      }
      reel?.close();
      reel = shown = ready = null;
    },
  };
}

/** An image's frames as layers, which are kept when there is room for all. */
class Reel {
  private readonly ground: Size;
  private readonly kept: { layer: OwnedLayer; duration: number }[] | null;
  private closed = false;

  constructor(
    readonly image: DecodedImage,
    private readonly tools: PictureTools,
  ) {
    this.ground = withinReason(image.size, tools.canvas());
    const { width, height } = this.ground;
    this.kept = image.frames > 1 && width * height * 2.5 * image.frames <= KEPT ? [] : null;
  }

  async read(index: number): Promise<{ layer: OwnedLayer; duration: number }> {
    const known = this.kept?.[index];
    if (known !== undefined) return known;
    const { ground } = this;
    const { pixels, duration } = await this.image.read(index, () => ({ ground, at: { x: 0, y: 0, ...ground } }));
    if (this.image.frames === 1) this.image.close();
    if (this.closed) throw new Error("The image was closed meanwhile");
    const frame = { layer: layerOf(pixels, this.tools), duration };
    if (this.kept !== null) this.kept[index] = frame;
    return frame;
  }

  /** A frame that `read` gave is not needed any more. Before `close`. */
  release(layer: OwnedLayer): void {
    if (this.kept === null) layer.free();
  }

  close(): void {
    this.closed = true;
    this.image.close();
    for (const { layer } of this.kept ?? []) layer.free();
  }
}
