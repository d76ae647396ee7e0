import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { end } from "../e2e/peers/child";
import { BLOCKS, writeBarcode } from "./barcode";
import type { Size } from "./contestant";

/** Pictures a second of the barcode: twice the program's, so that whoever samples in time finds a new one. */
export const BARCODE_RATE = 60;

/**
 * What is captured: a display with a strip of 16 lines that carries a new barcode 60 times a second, and
 * below it a picture that moves everywhere, 30 times a second. The last 4 lines stay free: a window behind it that
 * nobody could see at all would not be drawn. Its own processor time counts for nobody.
 */
export class MovingScreen {
  private readonly env: NodeJS.ProcessEnv;
  private readonly processes: ChildProcess[];
  private timer: NodeJS.Timeout | undefined;

  constructor(display: string, { width, height }: Size) {
    this.env = { ...process.env, DISPLAY: display };
    const picture = this.show("picture", 16, ["-re", "-f", "lavfi", "-i", `testsrc2=s=${width}x${height - 20}:r=30,scroll=h=0.004:v=0.002`]);
    const strip = this.show("barcode", 0, [
      ...["-f", "rawvideo", "-pix_fmt", "gray", "-video_size", `${BLOCKS}x1`, "-framerate", String(BARCODE_RATE)],
      ...["-i", "pipe:0", "-vf", `scale=${width}:16:flags=neighbor`],
    ]);
    this.processes = [picture, strip];
    const pipe = strip.stdin;
    if (pipe === null) throw new Error("no pipe to the screen");
    pipe.on("error", () => undefined);
    const start = performance.now();
    let number = 0;
    const draw = (): void => {
      for (; start + (number * 1000) / BARCODE_RATE <= performance.now(); number += 1) {
        const row = new Uint8Array(BLOCKS);
        writeBarcode(row, number & 0xffff, Date.now() % 2 ** 32);
        pipe.write(row);
      }
      this.timer = setTimeout(draw, start + (number * 1000) / BARCODE_RATE - performance.now());
    };
    draw();
  }

  /** Brings it before all other windows. */
  async raise(): Promise<void> {
    for (const title of ["picture", "barcode"]) {
      await promisify(execFile)("xdotool", ["search", "--name", `^${title}$`, "windowraise"], { env: this.env });
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.all(this.processes.map((process) => end(process, "SIGKILL")));
  }

  private show(title: string, top: number, input: readonly string[]): ChildProcess {
    const place = ["-window_x", "0", "-window_y", String(top), "-window_borderless", "1"];
    const args = ["-loglevel", "error", ...input, "-pix_fmt", "yuv420p", ...place, "-f", "sdl", title];
    return spawn("ffmpeg", args, { stdio: ["pipe", "ignore", "inherit"], env: this.env });
  }
}
