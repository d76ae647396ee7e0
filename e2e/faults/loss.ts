import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Encoded pictures or sound frames: what each is (a digest of its coded data alone), and when, in seconds. */
export interface Coded {
  readonly digest: string;
  readonly at: number;
  readonly kind: "video" | "audio";
}

/** Slices alone, as a transport stream has them, so that digests do not depend on the container. */
const PLAIN = [
  ...["-map", "0:v", "-map", "0:a", "-c", "copy", "-copyts"],
  ...["-bsf:v", "h264_mp4toannexb,filter_units=pass_types=1|5", "-bsf:a", "aac_adtstoasc"],
];

/** All that is in a file, in the order of time; a file that broke off is read as far as it goes. */
export async function codedIn(file: string): Promise<Coded[]> {
  const { stdout } = await run("ffmpeg", ["-v", "quiet", "-i", file, ...PLAIN, "-f", "framemd5", "-"], { maxBuffer: 2 ** 27 }).catch(
    // an empty or torn file: what was read until then
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }),
  );
  const bases = new Map([...stdout.matchAll(/^#tb (\d): (\d+)\/(\d+)$/gm)].map(([, stream, num, den]) => [stream, Number(num) / Number(den)]));
  const lines = stdout.split("\n").filter((line) => /^\d/.test(line));
  return lines
    .map((line): Coded => {
      const [stream = "", , pts = "", , , digest = ""] = line.split(",").map((field) => field.trim());
      return { digest, at: Number(pts) * (bases.get(stream) ?? 1), kind: stream === "0" ? "video" : "audio" };
    })
    .sort((a, b) => a.at - b.at);
}

/** Seconds before the end that are not looked at. */
const END = 0.5;

export interface Loss {
  /** Pictures that did not come, between the first and the last that did. */
  readonly pictures: number;
  /** The longest time without a picture, in seconds; 0 when none is missing. */
  readonly hole: number;
  /** Sound frames that did not come, while pictures did: those missing in holes of the picture do not count. */
  readonly sound: number;
  /** Pictures that came. */
  readonly received: number;
  /** Seconds from the last picture that came to the last of the broadcast. */
  readonly behind: number;
}

/** What of a broadcast is not in these files. */
export function lossOf(broadcast: readonly Coded[], files: readonly (readonly Coded[])[]): Loss {
  const came = new Set(files.flat().map(({ digest }) => digest));
  const video = broadcast.filter(({ kind }) => kind === "video");
  const there = video.filter(({ digest }) => came.has(digest));
  // where it ends, pictures and sound that belong together may be on different sides of the end
  const [first, last] = [there[0]?.at ?? 0, (there.at(-1)?.at ?? 0) - END];
  const steps = there.slice(1).map(({ at }, i) => at - (there[i]?.at ?? 0));
  const missing = video.filter(({ at, digest }) => at > first && at < last && !came.has(digest)).length;
  const sound = broadcast.filter(({ kind, at, digest }) => kind === "audio" && at > first && at < last && !came.has(digest));
  return { pictures: missing, hole: missing === 0 ? 0 : Math.max(...steps), sound: sound.length, received: there.length, behind: (video.at(-1)?.at ?? 0) - last - END };
}
