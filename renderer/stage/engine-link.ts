import type { StageMessage, StagePull } from "../../electron/contract/stage";
import { equal, newPlanes, type Planes } from "./planes";
import type { Scene } from "./scene";
import type { Shelf } from "./shelf";

/** The engine's end of the port is ours as well: a message of another shape is a fault of the program, not input. */
function isPull(data: unknown): data is StagePull {
  return typeof data === "object" && data !== null && "type" in data && data.type === "pull";
}

export type FrameShelf = Pick<Shelf, "token" | "put">;

/**
 * Answers each pull of the engine with exactly one frame, or with `same`, in the order of the pulls. A frame lies on
 * the shelf where the engine can read one; else it is copied by posting it, for Electron gives a transferred buffer to
 * a utility process as null. That copy costs ten times what drawing costs, so a source that delivers the same picture
 * again (a still screen) is found out before it.
 */
export class EngineLink {
  private pulls: Promise<void> = Promise.resolve();
  /** Version and size of the frame sent last. */
  private sent = "";
  /** The frame sent last, and room for the next. */
  private frame: Planes<ArrayBuffer> = newPlanes(2, 2);
  private spare: Planes<ArrayBuffer> = newPlanes(2, 2);
  /** Source frames that had arrived at the last reply. */
  private frames = 0;
  private shelf: FrameShelf | null = null;
  private shelfAsked = false;

  constructor(
    private readonly port: MessagePort,
    private readonly scene: Scene,
    private readonly openShelf: () => Promise<FrameShelf>,
  ) {
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isPull(data)) this.pulls = this.pulls.then(() => this.answer(data));
    };
  }

  close(): void {
    this.port.close();
  }

  private async answer({ id, at, format: { width, height }, shelf }: StagePull): Promise<void> {
    if (shelf === "wanted") this.announceShelf();
    const version = `${width}x${height} ${this.scene.version(at)}`;
    const { age, interval, frames } = this.scene.timing();
    // A new source counts from nothing again.
    const arrived = frames < this.frames ? frames : frames - this.frames;
    this.frames = frames;
    const timing = { age, interval, arrived };
    if (version === this.sent) {
      this.reply({ type: "same", id, ...timing });
      return;
    }
    const resized = width !== this.frame.width || height !== this.frame.height;
    if (resized) this.spare = newPlanes(width, height);
    await this.scene.draw(this.spare, at);
    this.sent = version;
    if (!resized && equal(this.spare, this.frame)) {
      this.reply({ type: "same", id, ...timing });
      return;
    }
    [this.frame, this.spare] = [this.spare, resized ? newPlanes(width, height) : this.frame];
    const slot = shelf === "open" ? this.shelve() : null;
    if (slot !== null) this.reply({ type: "shelved", id, width, height, slot, ...timing });
    else this.reply({ type: "frame", id, width, height, i420: this.frame.all.buffer, ...timing });
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

  /** The slot on which the frame lies now; null when it could not be laid there. */
  private shelve(): number | null {
    try {
      return this.shelf?.put(this.frame.all) ?? null;
    } catch {
      this.shelf = null;
      return null;
    }
  }

  private reply(reply: StageMessage): void {
    this.port.postMessage(reply);
  }
}
