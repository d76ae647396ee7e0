import { type ChildProcess, spawn } from "node:child_process";
import { createHash, type Hash } from "node:crypto";
import { constants, setPriority } from "node:os";
import { createInterface } from "node:readline";

/** What a recording holds: two with the same print have the same packets at the same times. */
export interface PacketPrint {
  readonly packets: number;
  /** Of every stream's time base, and of number, times, size and checksum of all its packets. */
  readonly digest: string;
  /** When the last packet ends, in ms of the file. */
  readonly end: number;
}

/** Reads of a file only what is whole: a crash may have cut its last packet in two. */
export const readWhole = (file: string): string[] => ["-fflags", "+discardcorrupt", "-i", `file:${file}`];

/** Writes what was read last on stdout, a line a packet. */
export const listPackets: readonly string[] = ["-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "framecrc", "pipe:1"];

/**
 * Runs an ffmpeg with these arguments, `listPackets` among them, and `input` on its stdin, with as little right to the
 * processor as possible. `onBytes` hears how many bytes of media went by. Throws what ffmpeg said when it failed, an AbortError when ended.
 */
export async function packetPrint(
  ffmpeg: string,
  args: readonly string[],
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
  input = "",
): Promise<PacketPrint> {
  const child = spawn(ffmpeg, ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    signal,
    killSignal: "SIGKILL",
  });
  standBack(child);
  child.stdin.on("error", () => undefined).end(input); // what went wrong is told by its end
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [print, code] = await Promise.all([readPrint(child.stdout, onBytes), ended]);
  if (code !== 0) throw new Error(said.trim().split("\n").at(-1) ?? `ffmpeg ended with ${code}`);
  return print;
}

/** Lines of libavformat/framecrcenc.c: "stream, dts, pts, duration, size, checksum[, …]". */
async function readPrint(lines: NodeJS.ReadableStream, onBytes: (bytes: number) => void): Promise<PacketPrint> {
  const streams = new Map<string, Hash>();
  const bases = new Map<string, string>();
  let end = 0;
  let packets = 0;
  let bytes = 0;
  for await (const line of createInterface({ input: lines })) {
    if (line.startsWith("#")) {
      const [, of, base] = /^#tb (\d+): (.+)$/.exec(line) ?? [];
      if (of !== undefined && base !== undefined) bases.set(of, base);
      continue;
    }
    const [stream = "", dts, pts, duration, size, checksum] = line.split(",").map((field) => field.trim());
    // The duration is not compared: containers round that of the last packet.
    const hash = streams.get(stream) ?? createHash("sha256");
    streams.set(stream, hash.update(`${dts} ${pts} ${size} ${checksum}\n`));
    const [numerator = 0, denominator = 1] = (bases.get(stream) ?? "0/1").split("/").map(Number);
    end = Math.max(end, ((Number(pts) + Number(duration)) * numerator * 1000) / denominator);
    packets += 1;
    bytes += Number(size);
    onBytes(bytes);
  }
  const digests = [...streams].map(([stream, hash]) => `${stream} ${hash.digest("hex")}`);
  const tb = [...bases].map(([stream, base]) => `#tb ${stream}: ${base}`);
  return { packets, digest: [...tb, ...digests].sort().join("\n"), end };
}

/** What is on air comes first. */
function standBack(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // it is over already
  }
}
