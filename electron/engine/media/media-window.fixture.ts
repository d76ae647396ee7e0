import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { MediaOrder } from "../../contract/feed";
import { type MediaCommand, MediaPictureMessage, MediaReport, MediaSound } from "../../contract/media";
import { SHELF_HEADER } from "../../contract/stage-shelf";
import type { Port } from "../program/port";
import { Media } from "./media";

/** A frame of a media source that was seen, the Unix time (ms) at which it was due to be, and when it came. */
export interface SeenFrame {
  readonly at: number;
  readonly came: number;
  readonly position: number;
  readonly run: number;
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  readonly planes: Uint8Array;
}

/** With the Unix time (ms) of its coming. */
export interface HeardBlock {
  readonly at: number;
  readonly first: number;
  readonly due: number;
  readonly pcm: Float32Array;
}

const unixNow = (): number => performance.timeOrigin + performance.now();

/** For tests: the window, stage worker and mixer of one media source, over real MessagePorts. */
export class MediaWindow {
  readonly media: Media;
  readonly reports: MediaReport[] = [];
  /** Those that were seen: each when it was due, and late ones at once. */
  readonly frames: SeenFrame[] = [];
  readonly blocks: HeardBlock[] = [];
  readonly ended: number[] = [];
  opened: { width: number; height: number } | null = null;
  inFlight = 0;
  /** While true, frames are not taken: a worker that hangs. */
  hung = false;
  closed = false;
  /** Slots of the shelf in which frames came. */
  readonly slots: number[] = [];
  /** What was sent and is not due yet: a frame, or the end of a run. */
  private readonly sent: ({ at: number; frame: SeenFrame } | { at: number; ended: number })[] = [];
  private standsAt = Infinity;
  private alarm: NodeJS.Timeout | undefined;
  private shelf: string | null = null;
  private frameBytes = 0;
  private readonly control: MessagePort;
  private readonly picture: MessagePort;
  private readonly sound: MessagePort;
  private waiting: (() => void)[] = [];

  /** `pageFiles` as in MediaMachine. */
  constructor(order: Partial<MediaOrder> & { file: string }, ffmpeg = "ffmpeg", private readonly pageFiles: string | null = null) {
    const [control, picture, sound] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
    [this.control, this.picture, this.sound] = [control.port1, picture.port1, sound.port1];
    this.control.on("message", (message) => {
      this.reports.push(MediaReport.parse(message));
      this.moved();
    });
    this.picture.on("message", (message) => this.see(MediaPictureMessage.parse(message)));
    this.sound.on("message", (message) => {
      const { first, due, pcm } = MediaSound.parse(message);
      this.blocks.push({ at: unixNow(), first, due, pcm: new Float32Array(pcm) });
      this.moved();
    });
    this.media = new Media(
      Promise.resolve({ ffmpeg: { path: ffmpeg }, pageFiles }),
      { to: "media", loop: false, paused: false, width: 1280, height: 720, fps: 30, ...order },
      { control: portOf(control.port2), picture: portOf(picture.port2), sound: portOf(sound.port2) },
      () => {
        this.closed = true;
        this.moved();
      },
    );
  }

  get report(): MediaReport | undefined {
    return this.reports.at(-1);
  }

  command(command: MediaCommand): void {
    this.control.postMessage(command);
  }

  /** The worker takes what it left. */
  take(): void {
    this.hung = false;
    this.show();
  }

  /** Resolves when this is so. The test's own time limit is the only one. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** As a window that goes away. */
  leave(): void {
    clearTimeout(this.alarm);
    for (const port of [this.control, this.picture, this.sound]) port.close();
  }

  private see(message: MediaPictureMessage): void {
    if (message.type === "opened") {
      this.opened = { width: message.width, height: message.height };
      this.frameBytes = message.frameBytes;
      if (message.shelf) this.layShelf();
    }
    if (message.type === "ended") this.sent.push({ at: message.due, ended: message.run });
    if (message.type === "frame" || message.type === "shelved") {
      const { position, run, width, height, alpha, due } = message;
      const planes = message.type === "frame" ? new Uint8Array(message.planes) : this.fromShelf(message.slot);
      this.inFlight += 1;
      this.sent.push({ at: due, frame: { at: due, came: unixNow(), position, run, width, height, alpha, planes } });
    }
    if (message.type === "stand") this.standsAt = message.at;
    if (message.type === "go") {
      const { by } = message;
      this.sent.forEach((each, i) => {
        if (each.at <= this.standsAt) return;
        const at = each.at + by;
        this.sent[i] = "frame" in each ? { at, frame: { ...each.frame, at } } : { ...each, at };
      });
      this.standsAt = Infinity;
    }
    if (message.type === "forget") {
      const from = this.sent.findIndex(({ at }) => at > Math.min(message.at, this.standsAt));
      this.standsAt = Infinity;
      if (from >= 0) this.sent.splice(from).forEach((each) => "frame" in each && this.took());
    }
    this.show();
    this.moved();
  }

  /** Shows what is due, and comes again when the next is. */
  private show(): void {
    clearTimeout(this.alarm);
    if (this.hung) return;
    const [next] = this.sent;
    if (next === undefined || next.at > this.standsAt) return;
    const wait = next.at - unixNow();
    if (wait > 0) {
      this.alarm = setTimeout(() => this.show(), wait);
      return;
    }
    this.sent.shift();
    if ("ended" in next) this.ended.push(next.ended);
    else {
      this.frames.push(next.frame);
      this.took();
    }
    this.moved();
    this.show();
  }

  /** As the stage worker does, in a file of its own. */
  private layShelf(): void {
    if (this.pageFiles === null) return;
    const token = randomBytes(32).toString("hex");
    this.shelf = join(this.pageFiles, token.slice(0, 8));
    writeFileSync(this.shelf, token);
    this.picture.postMessage({ type: "shelf", token });
  }

  private fromShelf(slot: number): Uint8Array {
    this.slots.push(slot);
    const at = SHELF_HEADER + slot * this.frameBytes;
    return new Uint8Array(readFileSync(this.shelf ?? "").subarray(at, at + this.frameBytes));
  }

  private took(): void {
    this.inFlight -= 1;
    this.picture.postMessage({ type: "took" });
  }

  private moved(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** A worker_threads port as the engine takes it. */
function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", listener),
    onClose: (listener) => port.on("close", listener),
    close: () => port.close(),
  };
}
