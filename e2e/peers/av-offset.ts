import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { frameTimes, probe } from "./ffprobe";

const run = promisify(execFile);

const WIDTH = 32;
const HEIGHT = 18;
const RATE = 48_000;
/** Luma every pixel of a flash has at least, whatever the range and the losses. */
const WHITE = 190;
/** A flash and its beep are looked for this near each other, in ms; they come every 2000 ms. */
const NEAR = 900;

/**
 * How far the sound is behind the picture in a recorded test pattern, in ms, one figure for each flash whose beep
 * is there too; negative: the sound is early. The pattern flashes white and beeps at the same instant every 2 s.
 */
export async function avOffsets(file: string): Promise<number[]> {
  const [flashes, beeps] = await Promise.all([flashTimes(file), beepTimes(file)]);
  return flashes.flatMap((flash) => {
    const offsets = beeps.map((beep) => beep - flash).filter((offset) => Math.abs(offset) < NEAR);
    offsets.sort((a, b) => Math.abs(a) - Math.abs(b));
    const nearest = offsets[0];
    return nearest === undefined ? [] : [nearest];
  });
}

/** When the picture turns white, in ms since the start of the file. */
export async function flashTimes(file: string): Promise<number[]> {
  const start = await startTime(file);
  const times = await frameTimes(file);
  const pictures = await decode(file, [
    ...["-map", "0:v:0", "-fps_mode", "passthrough", "-vf", `scale=${WIDTH}:${HEIGHT}`],
    ...["-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"],
  ]);
  const size = WIDTH * HEIGHT;
  if (pictures.length !== times.length * size) {
    throw new Error(`${pictures.length / size} pictures decoded, ${times.length} probed`);
  }
  const white = times.map((_, i) => pictures.subarray(i * size, (i + 1) * size).every((luma) => luma >= WHITE));
  // a file that begins in the middle of a flash does not show when it began
  return times.filter((_, i) => i > 0 && white[i] === true && white[i - 1] === false).map((t) => (t - start) * 1000);
}

/** When a beep begins, in ms since the start of the file. */
export async function beepTimes(file: string): Promise<number[]> {
  const bytes = await decode(file, [
    ...["-map", "0:a:0", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", String(RATE)],
    ...["-f", "s16le", "pipe:1"],
  ]);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 2));
  const window = RATE / 1000;
  const loud: number[] = [];
  for (let at = 0; at + window <= pcm.length; at += window) {
    let sum = 0;
    for (let i = at; i < at + window; i += 1) sum += (pcm[i] ?? 0) ** 2;
    loud.push(Math.sqrt(sum / window));
  }
  const threshold = Math.max(300, Math.max(0, ...loud.slice(0, 60_000)) / 2);
  const beeps: number[] = [];
  let silentFor = 0;
  loud.forEach((level, ms) => {
    if (level < threshold) {
      silentFor += 1;
      return;
    }
    if (silentFor > 500) beeps.push(ms);
    silentFor = 0;
  });
  return beeps;
}

async function startTime(file: string): Promise<number> {
  return Number((await probe(file)).format.start_time ?? 0);
}

async function decode(file: string, args: string[]): Promise<Buffer> {
  const { stdout } = await run("ffmpeg", ["-v", "error", "-i", file, ...args], { encoding: "buffer", maxBuffer: 2 ** 30 });
  return stdout;
}
