import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { end } from "../e2e/peers/child";
import { BLOCKS, writeBarcode } from "./barcode";

/**
 * A moving screen at 30 pictures a second on a display of 1280x720, each with a barcode in its first 16 lines; the last
 * 4 lines stay free, for a window behind it that nobody could see at all would not be drawn. Its own processor time
 * counts for nobody.
 */
export class MovingScreen {
  private readonly env: NodeJS.ProcessEnv;
  private readonly process: ChildProcess;
  private timer: NodeJS.Timeout | undefined;

  constructor(display: string) {
    this.env = { ...process.env, DISPLAY: display };
    this.process = spawn(
      "ffmpeg",
      [
        ...["-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=s=1280x700:r=30,scroll=h=0.004:v=0.002"],
        ...["-f", "rawvideo", "-pix_fmt", "gray", "-video_size", `${BLOCKS}x1`, "-framerate", "30", "-i", "pipe:0"],
        "-filter_complex",
        "[0]format=yuv420p[a];[1]scale=1280:16:flags=neighbor,format=yuv420p[b];[b][a]vstack",
        ...["-window_x", "0", "-window_y", "0", "-window_borderless", "1", "-f", "sdl", "screen"],
      ],
      { stdio: ["pipe", "ignore", "inherit"], env: this.env },
    );
    const pipe = this.process.stdin;
    if (pipe === null) throw new Error("no pipe to the screen");
    pipe.on("error", () => undefined);
    const start = performance.now();
    let picture = 0;
    const draw = (): void => {
      for (; start + (picture * 1000) / 30 <= performance.now(); picture += 1) {
        const row = new Uint8Array(BLOCKS);
        writeBarcode(row, picture & 0xffff, Date.now() % 2 ** 32);
        pipe.write(row);
      }
      this.timer = setTimeout(draw, start + (picture * 1000) / 30 - performance.now());
    };
    draw();
  }

  /** Brings it before all other windows. */
  async raise(): Promise<void> {
    await promisify(execFile)("xdotool", ["search", "--name", "^screen$", "windowraise"], { env: this.env });
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await end(this.process, "SIGKILL");
  }
}
