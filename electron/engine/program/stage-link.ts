import { SHELF_SLOTS } from "../../contract/stage-shelf";
import { StageMessage, type StageReply } from "../../contract/stage";
import { i420Size, type VideoFormat } from "../../contract/video";
import { lastingPicture, type Picture, PicturePool } from "./picture";
import type { Port } from "./port";
import { Shelf } from "./shelf";

/** Pulls that may be unanswered at a time: the credit of the stage. A quarter of a second at 30 pictures a second. */
export const PULL_CREDIT = SHELF_SLOTS;

/** How the source of the stage delivers, as told with each reply; ms. */
export interface SourceTiming {
  readonly age: number;
  readonly interval: number;
  readonly arrived: number;
}

/** The answer to pull `id`: `changed` is false when the picture is still the one before. */
export type StageListener = (id: number, changed: boolean, timing: SourceTiming) => void;

/**
 * The engine's end of the stage port: pulls pictures, a few at a time, and keeps the newest. Lives as long as
 * the port; programs come and go and follow it one at a time.
 */
export class StageLink {
  /** Whoever follows the stage now. */
  listener: StageListener | null = null;
  private readonly port: Port;
  private readonly pageFiles: () => string | null;
  private readonly log: (text: string) => void;
  private readonly asked = new Map<number, VideoFormat>();
  private readonly pool = new PicturePool();
  private pulls = 0;
  /** Pull whose answer was read last; they come in order. */
  private read = 0;
  private open = true;
  private shelf: Shelf | null = null;
  private newest: { picture: Picture; width: number; height: number } | null = null;

  /** `pageFiles`: where a shelf would be found; null when frames can only come through the port. */
  constructor(port: Port, pageFiles: () => string | null, log: (text: string) => void) {
    this.port = port;
    this.pageFiles = pageFiles;
    this.log = log;
    port.onMessage((message) => this.receive(message));
    port.onClose(() => {
      this.open = false;
      this.leaveShelf();
    });
  }

  /** Asks for the picture of a moment (Unix time in ms) and returns the pull's id; null when the stage is gone or still owes as many answers as it may. */
  pull(format: VideoFormat, at: number): number | null {
    if (!this.open || this.asked.size >= PULL_CREDIT) return null;
    this.pulls += 1;
    this.asked.set(this.pulls, format);
    const shelf = this.shelf !== null ? "open" : this.pageFiles() !== null ? "wanted" : "none";
    this.port.post({ type: "pull", id: this.pulls, at, read: this.read, format, shelf });
    return this.pulls;
  }

  /** The newest picture of this size, if there is one. */
  picture({ width, height }: VideoFormat): Picture | null {
    const newest = this.newest;
    return newest !== null && newest.width === width && newest.height === height ? newest.picture : null;
  }

  close(): void {
    this.listener = null;
    this.open = false;
    this.port.close();
    this.leaveShelf();
  }

  private receive(message: unknown): void {
    const parsed = StageMessage.safeParse(message);
    if (!parsed.success) return this.log(`stage: ${parsed.error.message}`);
    if (parsed.data.type === "shelf") return void this.openShelf(parsed.data.token);
    const reply = parsed.data;
    const format = this.asked.get(reply.id);
    if (format === undefined) return this.log(`stage: answered a pull that was not made: ${reply.id}`);
    this.asked.delete(reply.id);
    const changed = this.take(reply, format);
    this.read = reply.id;
    this.listener?.(reply.id, changed, reply);
  }

  /** Keeps the picture of a reply; false when there is none, or none that fits what was asked for. */
  private take(reply: StageReply, { width, height }: VideoFormat): boolean {
    if (reply.type === "same" || reply.width !== width || reply.height !== height) return false;
    const picture = reply.type === "frame" ? this.posted(reply.i420, width, height) : this.shelved(reply.slot, width, height);
    if (picture === null) return false;
    this.newest?.picture.letGo();
    this.newest = { picture, width, height };
    return true;
  }

  private posted(i420: ArrayBuffer, width: number, height: number): Picture | null {
    return i420.byteLength === i420Size(width, height) ? lastingPicture(new Uint8Array(i420)) : null;
  }

  private shelved(slot: number, width: number, height: number): Picture | null {
    if (this.shelf === null) return null;
    const picture = this.pool.take(i420Size(width, height));
    try {
      this.shelf.read(slot, picture.i420);
      return picture;
    } catch (error) {
      this.log(`stage: the shelf cannot be read: ${String(error)}`);
      picture.letGo();
      this.leaveShelf();
      return null;
    }
  }

  private async openShelf(token: string): Promise<void> {
    const folder = this.pageFiles();
    if (folder === null || this.shelf !== null) return;
    const shelf = await Shelf.find(folder, token);
    if (shelf === null) this.log("stage: its shelf was not found, frames go on coming through the port");
    else if (this.open) this.shelf = shelf;
    else shelf.close();
  }

  private leaveShelf(): void {
    this.shelf?.close();
    this.shelf = null;
  }
}
