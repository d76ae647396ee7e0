import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { MediaOrder } from "../../contract/feed";
import { type MediaCommand, MediaPictureMessage, MediaReport, MediaSound } from "../../contract/media";
import type { Port } from "../program/port";
import { Media } from "./media";

/** What came out of a media source, with the Unix time (ms) of its coming. */
export interface SeenFrame {
  readonly at: number;
  readonly position: number;
  readonly run: number;
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  readonly planes: Uint8Array;
}

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
  readonly frames: SeenFrame[] = [];
  readonly blocks: HeardBlock[] = [];
  readonly ended: number[] = [];
  opened: { width: number; height: number } | null = null;
  inFlight = 0;
  /** While true, frames are not taken: a worker that hangs. */
  hung = false;
  /** Keep the planes of each frame. */
  keep = true;
  closed = false;
  private readonly control: MessagePort;
  private readonly picture: MessagePort;
  private readonly sound: MessagePort;
  private waiting: (() => void)[] = [];

  /** `pageFiles` as in MediaMachine. */
  constructor(order: Partial<MediaOrder> & { file: string }, ffmpeg = "ffmpeg", pageFiles: string | null = null) {
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
    while (this.inFlight > 0) this.took();
  }

  /** Resolves when this is so. The test's own time limit is the only one. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** As a window that goes away. */
  leave(): void {
    for (const port of [this.control, this.picture, this.sound]) port.close();
  }

  private see(message: MediaPictureMessage): void {
    if (message.type === "opened") this.opened = { width: message.width, height: message.height };
    if (message.type === "ended") this.ended.push(message.run);
    if (message.type === "frame") {
      const { position, run, width, height, alpha, planes } = message;
      this.inFlight += 1;
      this.frames.push({ at: unixNow(), position, run, width, height, alpha, planes: this.keep ? new Uint8Array(planes) : new Uint8Array() });
      if (!this.hung) this.took();
    }
    this.moved();
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
