import type { StageMessage, StagePull } from "../../electron/contract/stage";
import { SHELF_SLOTS } from "../../electron/contract/stage-shelf";
import { i420Bytes, type Layer } from "./layer";
import type { Program } from "./program";
import type { Shelf } from "./shelf";
import type { Turns } from "./turns";

/** The engine's end of the port is ours as well: a message of another shape is a fault of the program, not input. */
function isPull(data: unknown): data is StagePull {
  return typeof data === "object" && data !== null && "type" in data && data.type === "pull";
}

export type FrameShelf = Pick<Shelf, "token" | "put">;

/** What is pulled; see Program. */
export type Pulled = Pick<Program, "resize" | "isStale" | "refresh" | "timing" | "layer" | "revision">;

/** An engine that pulled within so many ms goes on pulling. */
const PULLING = 250;

/**
 * Answers each pull of the engine with exactly one frame, or with `same`, in the order of the pulls. A frame lies on
 * the shelf where the engine can read one; else it is copied by posting it, for Electron gives a transferred buffer to
 * a utility process as null. That copy costs ten times what drawing costs, so what did not change is found out before.
 */
export class EngineLink {
  /** Size and revision of the frame sent last. */
  private sent = "";
  /** Room for a frame that is posted. */
  private posted = new Uint8Array();
  /** Source frames that had arrived at the last reply. */
  private frames = 0;
  private shelf: FrameShelf | null = null;
  private shelfAsked = false;
  private pulledAt = -Infinity;
  private pulledFor = 0;
  /** By slot of the shelf: the pull whose frame was laid there last. */
  private readonly lying: number[] = new Array<number>(SHELF_SLOTS).fill(0);

  /** @param bytes The memory in which the program's layer lies. */
  constructor(
    private readonly port: MessagePort,
    private readonly program: Pulled,
    private readonly bytes: Uint8Array<ArrayBuffer>,
    turns: Turns,
    private readonly openShelf: () => Promise<FrameShelf>,
  ) {
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isPull(data)) void turns.run(() => this.answer(data));
    };
  }

  /** Whether the program is drawn for the engine just now. */
  get isPulling(): boolean {
    return performance.now() - this.pulledAt < PULLING;
  }

  /** The moment that the program was drawn for last, Unix time in ms; null while nobody pulls. */
  get moment(): number | null {
    return this.isPulling ? this.pulledFor : null;
  }

  close(): void {
    this.port.close();
  }

  private async answer({ id, at, read, format: { width, height }, shelf }: StagePull): Promise<void> {
    this.pulledAt = performance.now();
    this.pulledFor = at;
    if (shelf === "wanted") this.announceShelf();
    const { program } = this;
    const { age, interval, frames } = program.timing(at);
    // A new source counts from nothing again.
    const arrived = frames < this.frames ? frames : frames - this.frames;
    this.frames = frames;
    const timing = { age, interval, arrived };
    try {
      program.resize({ width, height });
      if (program.isStale(at)) await program.refresh(at);
    } catch {
      // Whatever it is, a pull has its answer, and the engine goes on with the last picture.
      this.reply({ type: "same", id, ...timing });
      return;
    }
    const now = `${width}x${height} ${program.revision}`;
    if (now === this.sent) {
      this.reply({ type: "same", id, ...timing });
      return;
    }
    this.sent = now;
    const frame = this.bytesOf(program.layer);
    const slot = shelf === "open" ? this.shelve(frame, id, read) : null;
    if (slot !== null) this.reply({ type: "shelved", id, width, height, slot, ...timing });
    else this.reply({ type: "frame", id, width, height, i420: this.copied(frame), ...timing });
  }

  private bytesOf({ y, width, height }: Layer): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(y, y + i420Bytes(width, height));
  }

  private copied(frame: Uint8Array): ArrayBuffer {
    if (this.posted.length !== frame.length) this.posted = new Uint8Array(frame.length);
    this.posted.set(frame);
    return this.posted.buffer;
  }

  private announceShelf(): void {
    if (this.shelfAsked) return;
    this.shelfAsked = true;
    this.openShelf().then(
      (shelf) => {
        this.shelf = shelf;
        this.reply({ type: "shelf", token: shelf.token });
      },
      () => undefined, // the port serves as well
    );
  }

  /** The slot on which the frame of pull `id` lies now, the first whose frame was read; null when it could not be laid there. */
  private shelve(frame: Uint8Array<ArrayBuffer>, id: number, read: number): number | null {
    const slot = this.lying.findIndex((pull) => pull <= read);
    if (this.shelf === null || slot < 0) return null;
    try {
      this.shelf.put(frame, slot);
      this.lying[slot] = id;
      return slot;
    } catch {
      this.shelf = null;
      return null;
    }
  }

  private reply(reply: StageMessage): void {
    this.port.postMessage(reply);
  }
}
