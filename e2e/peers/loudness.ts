import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The highest sample of a file's sound (its first, or that with an index), or of `length` seconds of it from second `from` on, in dBFS. */
export async function loudest(file: string, from = 0, length: number | null = null, track = 0): Promise<number> {
  const filter = "volumedetect";
  const part = ["-ss", String(from), ...(length === null ? [] : ["-t", String(length)])];
  const args = ["-v", "info", ...part, "-i", file, "-map", `0:a:${track}`, "-af", filter, "-f", "null", "-"];
  const { stderr } = await promisify(execFile)("ffmpeg", args);
  return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1]);
}
