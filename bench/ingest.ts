import { type ChildProcess, spawn } from "node:child_process";
import { end } from "../e2e/peers/child";
import { freeTcpPort } from "../e2e/peers/free-port";
import { ageOf, BLOCKS, readBarcode } from "./barcode";

/** What arrived: one entry per decoded picture, in order. */
export interface Arrival {
  /** Unix ms. */
  readonly at: number;
  readonly picture: number;
  /** Ms from the screen to here. */
  readonly latency: number;
}

/** An RTMP server that decodes what it is sent as it comes, and reads the barcodes. */
export class Ingest {
  readonly url: string;
  readonly arrivals: Arrival[] = [];
  /** Unix ms of the first picture, whatever was in it. */
  firstAt: number | null = null;
  private readonly process: ChildProcess;

  private constructor(port: number) {
    this.url = `rtmp://127.0.0.1:${port}/live/bench`;
    this.process = spawn(
      "ffmpeg",
      [
        ...["-loglevel", "error", "-fpsprobesize", "0", "-analyzeduration", "0"],
        ...["-probesize", "5000", "-threads", "1"],
        ...["-listen", "1", "-f", "flv", "-i", this.url, "-map", "0:v", "-fps_mode", "passthrough"],
        ...["-vf", `crop=iw:12:0:2,scale=${BLOCKS}:1:flags=area,format=gray`, "-flush_packets", "1", "-f", "rawvideo", "pipe:1"],
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let rest = Buffer.alloc(0);
    this.process.stdout?.on("data", (chunk: Buffer) => {
      const at = Date.now();
      this.firstAt ??= at;
      rest = Buffer.concat([rest, chunk]);
      for (; rest.length >= BLOCKS; rest = rest.subarray(BLOCKS)) {
        const barcode = readBarcode(rest.subarray(0, BLOCKS));
        if (barcode !== null) this.arrivals.push({ at, picture: barcode.picture, latency: ageOf(barcode, at) });
      }
    });
  }

  static async open(): Promise<Ingest> {
    return new Ingest(await freeTcpPort());
  }

  async close(): Promise<void> {
    await end(this.process, "SIGKILL");
  }
}
