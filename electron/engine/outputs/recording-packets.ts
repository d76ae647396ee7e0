import { type ChildProcess, spawn } from "node:child_process";
import { createHash, type Hash } from "node:crypto";
import { constants, setPriority } from "node:os";
import { createInterface } from "node:readline";

/** What a recording holds: two with the same print have the same packets at the same times. */
export interface PacketPrint {
  readonly packets: number;
  /** Of every stream's time base, and of number, times, size and checksum of all its packets. */
  readonly digest: string;
}

/** Reads of a file only what is whole: a crash may have cut its last packet in two. */
export const readWhole = (file: string): string[] => ["-fflags", "+discardcorrupt", "-i", `file:${file}`];

/** Writes what was read last on stdout, a line a packet. */
export const listPackets: readonly string[] = ["-map", "0", "-c", "copy", "-f", "framecrc", "pipe:1"];

/**
 * Runs an ffmpeg with these arguments, `listPackets` among them, with as little right to the processor as possible.
 * `onBytes` hears how many bytes of media went by. Throws what ffmpeg said when it failed, an AbortError when ended.
 */
export async function packetPrint(
  ffmpeg: string,
  args: readonly string[],
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<PacketPrint> {
  const child = spawn(ffmpeg, ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    signal,
    killSignal: "SIGKILL",
  });
  standBack(child);
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
  const bases: string[] = [];
  let packets = 0;
  let bytes = 0;
  for await (const line of createInterface({ input: lines })) {
    if (line.startsWith("#")) {
      if (line.startsWith("#tb")) bases.push(line);
      continue;
    }
    const [stream = "", dts, pts, , size, checksum] = line.split(",").map((field) => field.trim());
    // The duration is not compared: containers round that of the last packet.
    const hash = streams.get(stream) ?? createHash("sha256");
    streams.set(stream, hash.update(`${dts} ${pts} ${size} ${checksum}\n`));
    packets += 1;
    bytes += Number(size);
    onBytes(bytes);
  }
  const digests = [...streams].map(([stream, hash]) => `${stream} ${hash.digest("hex")}`);
  return { packets, digest: [...bases, ...digests].sort().join("\n") };
}

/** What is on air comes first. */
function standBack(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // it is over already
  }
}
