import { MediaPictureMessage, type MediaPictureReply } from "../../../electron/contract/media";
import { Cadence } from "../../stage/cadence";
import type { Size } from "../../stage/fit";
import type { Layer, OwnedLayer } from "../../stage/layer";
import type { Picture, PictureTools, Playback, Timing } from "../picture";
import type { MediaFed } from "./messages";
import type { MediaSettings } from "./schema";
import { MediaShelf } from "./shelf";

type Said = Extract<MediaPictureMessage, { type: "frame" | "shelved" }>;
type Waiting = Said | Extract<MediaPictureMessage, { type: "ended" }>;

/** A picture that nobody asked for in so many ms is not seen: then what is over is passed every so many ms. */
const UNSEEN_AFTER = 300;
const PASS_INTERVAL = 100;

export function mediaPicture(settings: MediaSettings, tools: PictureTools): MediaPicture {
  return new MediaPicture(settings, tools);
}

/**
 * What a media source shows. The engine sends frames before they are due; they wait where they came, and each moment
 * gets the newest that is due by then: so who is late, engine or stage, makes no picture late against its sound.
 *
 * As a stinger: with `restartWhenShown` it is decoded to its first frame and stands there. The feed's command "restart"
 * plays it: `playback` tells where it is, and that its last frame's time is over, from which moment the beginning is got
 * ready again, so that the next "restart" begins at once too.
 */
export class MediaPicture implements Picture {
  private position = 0;
  private ended = false;
  private run = 0;

  private port: MessagePort | null = null;
  private shelf: MediaShelf | null = null;
  private passing: ReturnType<typeof setInterval> | undefined;
  private natural: Size = { width: 0, height: 0 };
  /** What is to come, in the order of its times. */
  private readonly waiting: Waiting[] = [];
  /** While the film stands: Unix time in ms after which nothing comes. */
  private standsAt = Infinity;
  /** The newest moment that was asked for, Unix ms, and when that was, monotonic ms. */
  private moment = 0;
  private askedAt = -Infinity;
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
    this.passing = setInterval(() => this.passUnseen(), PASS_INTERVAL);
  }

  version(at: number): number {
    this.ask(at);
    return this.versions;
  }

  /** As soon as there is something to begin with: beginnings are due at once. */
  size(): Size {
    return this.isBlank && !isFrame(this.waiting[0]) ? { width: 0, height: 0 } : this.natural;
  }

  render(): Layer {
    if (this.spareIsNewer) {
      [this.shown, this.spare] = [this.spare, this.shown];
      this.spareIsNewer = false;
    }
    if (this.shown === null) throw new Error("There is nothing to show");
    return this.shown;
  }

  timing(at?: number): Timing {
    if (at !== undefined) this.ask(at);
    const { moment, cadence, frames } = this;
    return { age: cadence.age(moment), interval: cadence.interval(moment), frames };
  }

  playback(at: number): Playback {
    this.ask(at);
    const { position, ended, run } = this;
    return { position, ended, run };
  }

  close(): void {
    this.leave();
    this.shown?.free();
    this.spare?.free();
    this.shown = this.spare = null;
  }

  private leave(): void {
    clearInterval(this.passing);
    this.port?.close();
    this.port = null;
    this.shelf?.close();
    this.shelf = null;
    this.waiting.length = 0;
    this.standsAt = Infinity;
  }

  private hear(message: MediaPictureMessage, port: MessagePort): void {
    switch (message.type) {
      case "opened":
        this.natural = { width: message.width, height: message.height };
        this.waiting.length = 0;
        this.standsAt = Infinity;
        if (message.shelf) this.openShelf(message.frameBytes, port);
        return;
      case "stand":
        this.standsAt = message.at;
        return;
      case "go":
        for (const each of this.waiting) if (each.due > this.standsAt) each.due += message.by;
        this.standsAt = Infinity;
        return;
      case "forget":
        return this.forget(Math.min(message.at, this.standsAt));
      default:
        this.waiting.push(message);
    }
  }

  private forget(after: number): void {
    this.standsAt = Infinity;
    const kept = this.waiting.findIndex(({ due }) => due > after);
    if (kept < 0) return;
    for (const each of this.waiting.splice(kept)) if (isFrame(each)) this.reply({ type: "took" });
  }

  private openShelf(frameBytes: number, port: MessagePort): void {
    this.shelf?.close();
    this.shelf = null;
    MediaShelf.open(frameBytes).then(
      (shelf) => {
        if (port !== this.port) return shelf.close();
        this.shelf = shelf;
        this.reply({ type: "shelf", token: shelf.token });
      },
      () => undefined, // the port serves as well
    );
  }

  /** Nothing was shown yet, or what was is gone. */
  private get isBlank(): boolean {
    return this.frames === 0 || (this.ended && this.settings.hideWhenEnded);
  }

  private ask(at: number): void {
    this.askedAt = performance.now();
    this.pass(at);
  }

  /** What nobody looks at goes on too. */
  private passUnseen(): void {
    if (performance.now() - this.askedAt > UNSEEN_AFTER) this.pass(Date.now());
  }

  /** Goes on to the newest frame that is due at `at`; never back. */
  private pass(at: number): void {
    this.moment = Math.max(this.moment, at);
    const until = Math.min(at, this.standsAt);
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      if (next.due > until && !(isFrame(next) && this.isBlank)) return;
      this.waiting.shift();
      if (!isFrame(next)) {
        this.ended = true;
        this.versions++;
        continue;
      }
      const after = this.waiting[0];
      // What is over by now is left out.
      if (isFrame(after) && after.due <= until) this.count(next);
      else this.take(next);
      this.reply({ type: "took" });
    }
  }

  private count({ due }: Said): void {
    this.frames++;
    this.cadence.arrived(due);
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
    this.versions++;
    this.count(said);
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

  private reply(reply: MediaPictureReply): void {
    this.port?.postMessage(reply);
  }
}

function isFrame(waiting: Waiting | undefined): waiting is Said {
  return waiting !== undefined && waiting.type !== "ended";
}

function frameBytes({ width, height, alpha }: Said): number {
  return width * height * (alpha ? 2 : 1) + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}
