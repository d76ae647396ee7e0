import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { end } from "./child";
import { until } from "./until";

export interface SrtPeerOptions {
  readonly port: number;
  /** listener waits for a caller, caller reaches a listener. */
  readonly mode: "listener" | "caller";
  /** Where what arrives is kept, as the transport stream it is. */
  readonly file: string;
  readonly passphrase?: string;
  /** AES key in bits. */
  readonly keyLength?: 128 | 192 | 256;
}

/** A real SRT receiver (srt-live-transmit) on 127.0.0.1. */
export class SrtPeer {
  readonly file: string;
  private readonly child: ChildProcess;

  constructor(child: ChildProcess, file: string) {
    this.child = child;
    this.file = file;
  }

  /** Resolves when at least this many bytes have arrived. */
  async receives(bytes = 20_000, timeout = 30_000): Promise<number> {
    return until(
      `${bytes} bytes at the SRT receiver`,
      async () => {
        const size = await stat(this.file).then(
          (s) => s.size,
          () => 0,
        );
        return size >= bytes ? size : null;
      },
      timeout,
    );
  }

  freeze(): void {
    this.child.kill("SIGSTOP");
  }

  thaw(): void {
    this.child.kill("SIGCONT");
  }

  /** Says good-bye to its peer and ends. */
  async stop(): Promise<void> {
    this.thaw();
    await end(this.child, "SIGINT");
  }

  async kill(): Promise<void> {
    await end(this.child, "SIGKILL");
  }
}

export async function startSrtPeer(options: SrtPeerOptions): Promise<SrtPeer> {
  // srt-live-transmit decodes nothing: values stand as they are, and must not hold "&"
  const query = [
    ...[`mode=${options.mode}`, "transtype=live"],
    ...(options.passphrase === undefined ? [] : [`passphrase=${options.passphrase}`]),
    ...(options.keyLength === undefined ? [] : [`pbkeylen=${options.keyLength / 8}`]),
  ].join("&");
  const child = spawn(
    "srt-live-transmit",
    ["-q", "-loglevel", "error", `srt://127.0.0.1:${options.port}?${query}`, `file://con`],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  child.stdout.pipe(createWriteStream(options.file));
  if (options.mode === "listener") {
    await until("the SRT receiver to listen", async () => !(await udpPortIsFree(options.port)));
  }
  return new SrtPeer(child, options.file);
}

/** Whether nobody is bound to this UDP port: as Linux tells it, because to try would be to hold it just when somebody wants it. */
export async function udpPortIsFree(port: number): Promise<boolean> {
  const address = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const lines = (await readFile("/proc/net/udp", "utf8")).split("\n");
  return !lines.some((line) => line.trim().split(/\s+/)[1]?.endsWith(address));
}
