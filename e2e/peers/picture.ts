import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Rgb = readonly [red: number, green: number, blue: number];

/** A decoded picture in RGB, 8 bits each, full range, converted as the stream's own tags say. */
export class Picture {
  readonly width: number;
  readonly height: number;
  private readonly rgb: Buffer;

  constructor(width: number, height: number, rgb: Buffer) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /** Mean colour around a place; x and y are 0…1 of width and height. */
  colour(x: number, y: number, radius = 3): Rgb {
    const sum = [0, 0, 0];
    const [cx, cy] = [Math.round(x * (this.width - 1)), Math.round(y * (this.height - 1))];
    let count = 0;
    for (let py = Math.max(0, cy - radius); py <= Math.min(this.height - 1, cy + radius); py += 1) {
      for (let px = Math.max(0, cx - radius); px <= Math.min(this.width - 1, cx + radius); px += 1) {
        for (let channel = 0; channel < 3; channel += 1) {
          sum[channel] = (sum[channel] ?? 0) + (this.rgb[(py * this.width + px) * 3 + channel] ?? 0);
        }
        count += 1;
      }
    }
    return [(sum[0] ?? 0) / count, (sum[1] ?? 0) / count, (sum[2] ?? 0) / count];
  }
}

/** The picture of a file at a time in seconds since its start. */
export async function pictureAt(file: string, seconds: number, width = 1280, height = 720): Promise<Picture> {
  // Decoded up to there: a transport stream has no index, and seeking in it may land behind its end.
  const [first] = await decode(file, ["-ss", String(seconds), "-frames:v", "1"], width, height);
  if (first === undefined) throw new Error(`No picture at ${seconds} s in ${file}`);
  return first;
}

/** Small pictures of the whole file, `perSecond` of them each second. */
export async function picturesOf(file: string, perSecond: number, width = 112, height = 63): Promise<Picture[]> {
  return decode(file, [], width, height, `fps=${perSecond},`);
}

async function decode(file: string, part: string[], width: number, height: number, rate = ""): Promise<Picture[]> {
  const { stdout } = await run(
    "ffmpeg",
    [
      ...["-v", "error", "-i", file, "-map", "0:v:0", ...part],
      ...["-vf", `${rate}scale=${width}:${height}:flags=accurate_rnd+full_chroma_int+area,format=rgb24`],
      ...["-f", "rawvideo", "pipe:1"],
    ],
    { encoding: "buffer", maxBuffer: 2 ** 30 },
  );
  const size = width * height * 3;
  return Array.from({ length: stdout.length / size }, (_, i) => new Picture(width, height, stdout.subarray(i * size, (i + 1) * size)));
}

/** The 75 % bars of the test pattern, from the left; in RGB, 0…255. */
export const BARS: readonly Rgb[] = [
  [191, 191, 191],
  [191, 191, 0],
  [0, 191, 191],
  [0, 191, 0],
  [191, 0, 191],
  [191, 0, 0],
  [0, 0, 191],
];

/** How far the bars of a picture are from what they should be: the largest difference of any channel, 0…255. */
export function barsError(picture: Picture): number {
  return Math.max(
    ...BARS.map((bar, i) => colourError(picture.colour((i + 0.5) / BARS.length, 0.3), bar)),
  );
}

/** Largest difference of any channel, 0…255. */
export function colourError(found: Rgb, wanted: Rgb): number {
  return Math.max(...found.map((value, channel) => Math.abs(value - (wanted[channel] ?? 0))));
}
