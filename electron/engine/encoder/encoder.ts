import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex, Writable } from "node:stream";
import type { Problem } from "../../contract/problem";
import type { Picture } from "../program/picture";
import { SOUND_FD } from "./arguments";

/** How long a closed encoder may take to flush before it is ended, in ms. */
const FLUSH_LIMIT = 2500;

/** Lines of the encoder's own words kept for the reason of its death. */
const KEPT_LINES = 12;

export interface EncoderEvents {
  /** Bytes of the transport stream, cut anywhere. */
  output(chunk: Buffer): void;
  /** The process is gone. `problem` is null when it ended because it was asked to. */
  exit(problem: Problem | null): void;
}

/** One encoding ffmpeg process: pictures and sound go in, a transport stream comes out. Used once. */
export class Encoder {
  readonly pid: number | undefined;
  private readonly process: ChildProcess;
  private readonly pictures: Writable;
  private readonly sound: Writable;
  private readonly lines: string[] = [];
  private ending = false;
  private waiting = 0;

  constructor(path: string, args: readonly string[], events: EncoderEvents) {
    this.process = spawn(path, args, { stdio: ["pipe", "pipe", "pipe", "pipe"], windowsHide: true });
    this.pid = this.process.pid;
    const [pictures, output, errors] = [this.process.stdin, this.process.stdout, this.process.stderr];
    const sound = this.process.stdio[SOUND_FD] as Duplex | null | undefined;
    if (pictures === null || output === null || errors === null || sound === null || sound === undefined) {
      throw new Error("the encoder's pipes were not opened");
    }
    this.pictures = pictures;
    this.sound = sound;
    // A dying encoder breaks its pipes before its exit is known; the exit tells the reason.
    pictures.on("error", () => undefined);
    sound.on("error", () => undefined);
    output.on("data", (chunk: Buffer) => events.output(chunk));
    errors.setEncoding("utf8").on("data", (text: string) => this.remember(text));

    let over = false;
    const exit = (problem: Problem | null): void => {
      if (over) return;
      over = true;
      this.pictures.destroy();
      this.sound.destroy();
      events.exit(problem);
    };
    this.process.on("error", (error) => exit({ code: "ffmpeg-missing", subject: path, detail: error.message }));
    this.process.on("close", (code, signal) => {
      const asked = this.ending && code === 0;
      exit(asked ? null : { code: "encoder-died", subject: signal ?? `exit ${code}`, detail: this.lines.join("\n") });
    });
  }

  /** Pictures handed over that the encoder has not taken yet. */
  get backlog(): number {
    return this.waiting;
  }

  /** Hands over one picture, which is held until the process has taken it. */
  picture(picture: Picture): void {
    this.waiting += 1;
    picture.hold();
    this.pictures.write(picture.i420, () => {
      this.waiting -= 1;
      picture.letGo();
    });
  }

  /** Hands over interleaved float samples. */
  samples(pcm: Float32Array): void {
    this.sound.write(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  }

  /** No picture follows; sound may. */
  endPictures(): void {
    this.pictures.end();
  }

  /** End of stream: the encoder flushes what it holds and exits; one that does not is ended. */
  close(): void {
    if (this.ending) return;
    this.ending = true;
    this.pictures.end();
    this.sound.end();
    const limit = setTimeout(() => this.process.kill("SIGKILL"), FLUSH_LIMIT);
    this.process.once("close", () => clearTimeout(limit));
  }

  /** Ends it at once, with all that it holds. */
  kill(): void {
    this.process.kill("SIGKILL");
  }

  private remember(text: string): void {
    for (const line of text.split(/\r?\n/)) {
      if (line.trim() === "") continue;
      this.lines.push(line.trim());
      if (this.lines.length > KEPT_LINES) this.lines.shift();
    }
  }
}
