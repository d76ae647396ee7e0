import { MediaPictureMessage, type MediaPictureReply } from "../../../electron/contract/media";
import { Cadence } from "../../stage/cadence";
import type { Size } from "../../stage/fit";
import type { Layer, OwnedLayer } from "../../stage/layer";
import type { Picture, PictureTools, Timing } from "../picture";
import type { MediaFed } from "./messages";
import type { MediaSettings } from "./schema";
import { MediaShelf } from "./shelf";

type Said = Extract<MediaPictureMessage, { type: "frame" | "shelved" }>;

export function mediaPicture(settings: MediaSettings, tools: PictureTools): MediaPicture {
  return new MediaPicture(settings, tools);
}

/**
 * What a media source shows: the newest frame that the engine sent, which sends each when it is due.
 *
 * As a stinger: with `restartWhenShown` it is decoded to its first frame and stands there. The feed's command "restart"
 * plays it: `run` and `position` tell where it is, and `ended` that its last frame's time is over, from which moment
 * the beginning is got ready again, so that the next "restart" begins at once too.
 */
export class MediaPicture implements Picture {
  /** Whether it was played to its end, and has not begun anew. */
  ended = false;
  /** Media time of the newest frame in ms. */
  position = 0;
  /** Counts the beginnings: restarts and seeks. */
  run = 0;

  private port: MessagePort | null = null;
  private shelf: MediaShelf | null = null;
  private natural: Size = { width: 0, height: 0 };
  /** What was rendered last and may still be looked at, and what is newer or room for it. */
  private shown: OwnedLayer | null = null;
  private spare: OwnedLayer | null = null;
  private spareIsNewer = false;
  private readonly cadence = new Cadence();
  private frames = 0;
  private versions = 0;

  constructor(
    private readonly settings: MediaSettings,
    private readonly tools: PictureTools,
  ) {}

  fed(message: unknown): void {
    this.leave();
    const { port } = message as MediaFed;
    this.port = port;
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const parsed = MediaPictureMessage.safeParse(data);
      if (parsed.success) this.hear(parsed.data, port);
    };
  }

  version(): number {
    return this.versions;
  }

  size(): Size {
    const gone = this.ended && this.settings.hideWhenEnded;
    return gone || this.frames === 0 ? { width: 0, height: 0 } : this.natural;
  }

  render(): Layer {
    if (this.spareIsNewer) {
      [this.shown, this.spare] = [this.spare, this.shown];
      this.spareIsNewer = false;
    }
    if (this.shown === null) throw new Error("There is nothing to show");
    return this.shown;
  }

  timing(): Timing {
    const now = performance.now();
    return { age: this.cadence.age(now), interval: this.cadence.interval(now), frames: this.frames };
  }

  close(): void {
    this.leave();
    this.shown?.free();
    this.spare?.free();
    this.shown = this.spare = null;
  }

  private leave(): void {
    this.port?.close();
    this.port = null;
    this.shelf?.close();
    this.shelf = null;
  }

  private hear(message: MediaPictureMessage, port: MessagePort): void {
    switch (message.type) {
      case "opened":
        this.natural = { width: message.width, height: message.height };
        if (message.shelf) this.openShelf(message.frameBytes, port);
        return;
      case "ended":
        this.ended = true;
        this.versions++;
        return;
      case "frame":
      case "shelved":
        this.take(message);
        this.reply(port, { type: "took" });
    }
  }

  private openShelf(frameBytes: number, port: MessagePort): void {
    this.shelf?.close();
    this.shelf = null;
    MediaShelf.open(frameBytes).then(
      (shelf) => {
        if (port !== this.port) return shelf.close();
        this.shelf = shelf;
        this.reply(port, { type: "shelf", token: shelf.token });
      },
      () => undefined, // the port serves as well
    );
  }

  private take(said: Said): void {
    const { width, height, alpha } = said;
    const { spare } = this;
    if (spare !== null && (spare.width !== width || spare.height !== height || (spare.a !== null) !== alpha)) {
      spare.free();
      this.spare = null;
      this.spareIsNewer = false;
    }
    this.spare ??= this.tools.allocate(width, height, alpha);
    if (!this.fill(this.spare, said)) return;
    this.spareIsNewer = true;
    this.ended = false;
    this.position = said.position;
    this.run = said.run;
    this.frames++;
    this.versions++;
    this.cadence.arrived(performance.now());
  }

  /** A frame lies as a layer does: luma, chroma, alpha, without padding. */
  private fill({ y }: OwnedLayer, said: Said): boolean {
    const { memory } = this.tools;
    const bytes = frameBytes(said);
    if (said.type === "shelved") return this.shelf?.read(said.slot, memory.subarray(y, y + bytes)) ?? false;
    if (said.planes.byteLength !== bytes) return false;
    memory.set(new Uint8Array(said.planes), y);
    return true;
  }

  private reply(port: MessagePort, reply: MediaPictureReply): void {
    port.postMessage(reply);
  }
}

function frameBytes({ width, height, alpha }: Said): number {
  return width * height * (alpha ? 2 : 1) + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}
