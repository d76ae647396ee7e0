import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

const run = promisify(execFile);

export type EncodedStream = ChildProcessByStdio<null, Readable, null>;

export interface SampleOptions {
  /** Length in seconds. */
  readonly seconds: number;
  readonly fps?: number;
  /** kb/s, constant; 800 when not given. */
  readonly bitrate?: number;
  /** Seconds between keyframes; 2 when not given. */
  readonly keyframeInterval?: number;
  /** Timestamp of the first picture in seconds: a stream that has been running for a while. */
  readonly startAt?: number;
}

/** Size of the sample's picture. */
export const SAMPLE_WIDTH = 320;
export const SAMPLE_HEIGHT = 180;

function sampleArguments(options: SampleOptions, realTime: boolean): string[] {
  const { seconds, fps = 30, bitrate = 800, keyframeInterval = 2, startAt = 0 } = options;
  const pace = realTime ? ["-re"] : [];
  const flash = "drawbox=color=white:t=fill:enable='lt(mod(t,2),0.099)'";
  return [
    ...["-v", "error", "-nostdin"],
    ...[...pace, "-f", "lavfi", "-i", `testsrc2=s=${SAMPLE_WIDTH}x${SAMPLE_HEIGHT}:r=${fps},${flash},format=yuv420p`],
    ...[...pace, "-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,2),0.1)':s=48000:c=stereo"],
    ...["-t", String(seconds), "-output_ts_offset", String(startAt)],
    ...["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-g", String(fps * keyframeInterval)],
    ...["-b:v", `${bitrate}k`, "-maxrate", `${bitrate}k`, "-bufsize", `${bitrate}k`],
    ...["-x264-params", "nal-hrd=cbr:force-cfr=1:scenecut=0", "-c:a", "aac", "-b:a", "128k"],
    ...["-f", "mpegts", "-pes_payload_size", "0", "-omit_video_pes_length", "0"],
    ...["-muxdelay", "0", "-muxpreload", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

/** The whole sample at once: H.264 High and AAC as MPEG-TS, flashing and beeping every 2 s, first at its very start. */
export async function encodedSample(options: SampleOptions): Promise<Buffer> {
  const { stdout } = await run("ffmpeg", sampleArguments(options, false), { encoding: "buffer", maxBuffer: 2 ** 28 });
  return stdout;
}

/** The same in real time; whoever starts it ends it. */
export function encodedStream(options: SampleOptions): EncodedStream {
  return spawn("ffmpeg", sampleArguments(options, true), { stdio: ["ignore", "pipe", "inherit"] });
}
