import { StageReply } from "../../contract/stage";
import { i420Size, type VideoFormat } from "../../contract/video";
import type { Port } from "./port";

/** Pulls that may be unanswered at a time: the credit of the stage. */
const CREDIT = 2;

/** How the source of the stage delivers, as told with each reply; ms. */
export interface SourceTiming {
  readonly age: number;
  readonly interval: number;
  readonly arrived: number;
}

/** The answer to pull `id`: `changed` is false when the picture is still the one before. */
export type StageListener = (id: number, changed: boolean, timing: SourceTiming) => void;

/**
 * The engine's end of the stage port: pulls pictures, at most two at a time, and keeps the newest. Lives as long as
 * the port; programs come and go and follow it one at a time.
 */
export class StageLink {
  /** Whoever follows the stage now. */
  listener: StageListener | null = null;
  private readonly port: Port;
  private readonly log: (text: string) => void;
  private readonly asked = new Map<number, VideoFormat>();
  private pulls = 0;
  private open = true;
  private newest: { i420: Uint8Array; width: number; height: number } | null = null;

  constructor(port: Port, log: (text: string) => void) {
    this.port = port;
    this.log = log;
    port.onMessage((message) => this.receive(message));
    port.onClose(() => {
      this.open = false;
    });
  }

  /** Asks for a picture and returns the pull's id; null when the stage is gone or still owes two answers. */
  pull(format: VideoFormat): number | null {
    if (!this.open || this.asked.size >= CREDIT) return null;
    this.pulls += 1;
    this.asked.set(this.pulls, format);
    this.port.post({ type: "pull", id: this.pulls, format });
    return this.pulls;
  }

  /** The newest picture of this size, if there is one. */
  picture({ width, height }: VideoFormat): Uint8Array | null {
    const newest = this.newest;
    return newest !== null && newest.width === width && newest.height === height ? newest.i420 : null;
  }

  close(): void {
    this.listener = null;
    this.port.close();
  }

  private receive(message: unknown): void {
    const parsed = StageReply.safeParse(message);
    if (!parsed.success) return this.log(`stage: ${parsed.error.message}`);
    const reply = parsed.data;
    const format = this.asked.get(reply.id);
    if (format === undefined) return this.log(`stage: answered a pull that was not made: ${reply.id}`);
    this.asked.delete(reply.id);
    const { width, height } = format;
    const changed =
      reply.type === "frame" &&
      reply.width === width &&
      reply.height === height &&
      reply.i420.byteLength === i420Size(width, height);
    if (changed) this.newest = { i420: new Uint8Array(reply.i420), width, height };
    this.listener?.(reply.id, changed, reply);
  }
}
