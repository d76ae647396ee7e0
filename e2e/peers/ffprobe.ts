import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface ProbedStream {
  readonly index: number;
  readonly codec_type: "video" | "audio" | "data" | "subtitle";
  readonly codec_name: string;
  readonly profile?: string;
  readonly level?: number;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly color_range?: string;
  readonly color_space?: string;
  readonly color_transfer?: string;
  readonly color_primaries?: string;
  readonly r_frame_rate?: string;
  readonly avg_frame_rate?: string;
  readonly has_b_frames?: number;
  readonly sample_rate?: string;
  readonly channels?: number;
  readonly start_time?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly disposition?: { readonly default: number };
}

export interface ProbedPacket {
  /** Index of its stream. */
  readonly stream: number;
  readonly kind: "video" | "audio";
  /** Seconds. */
  readonly pts: number;
  readonly dts: number;
  readonly keyframe: boolean;
  readonly size: number;
}

/** Streams and container of a file or URL, as ffprobe prints them. */
export async function probe(file: string): Promise<{ streams: ProbedStream[]; format: { format_name: string; start_time?: string; duration?: string } }> {
  return ask(file, ["-show_streams", "-show_format"]);
}

/** The only video stream of a file. */
export async function videoStream(file: string): Promise<ProbedStream> {
  const stream = (await probe(file)).streams.find((s) => s.codec_type === "video");
  if (stream === undefined) throw new Error(`No video in ${file}`);
  return stream;
}

/** The only audio stream of a file. */
export async function audioStream(file: string): Promise<ProbedStream> {
  const stream = (await probe(file)).streams.find((s) => s.codec_type === "audio");
  if (stream === undefined) throw new Error(`No audio in ${file}`);
  return stream;
}

/** All packets, in the order of the file. */
export async function packets(file: string): Promise<ProbedPacket[]> {
  const answer = await ask<{ packets: { stream_index: number; codec_type: "video" | "audio"; pts_time?: string; dts_time?: string; flags: string; size: string }[] }>(
    file,
    ["-show_entries", "packet=stream_index,codec_type,pts_time,dts_time,flags,size"],
  );
  return answer.packets.map((p) => ({
    stream: p.stream_index,
    kind: p.codec_type,
    pts: Number(p.pts_time),
    dts: Number(p.dts_time ?? p.pts_time),
    keyframe: p.flags.includes("K"),
    size: Number(p.size),
  }));
}

/** Where chapters begin and end, in seconds, and what they are called. */
export async function chapters(file: string): Promise<{ start: number; end: number; title: string }[]> {
  const answer = await ask<{ chapters: { start_time: string; end_time: string; tags: { title: string } }[] }>(file, ["-show_chapters"]);
  return answer.chapters.map((c) => ({ start: Number(c.start_time), end: Number(c.end_time), title: c.tags.title }));
}

/** Presentation times of all decoded pictures, in seconds and in order; decoding errors reject. */
export async function frameTimes(file: string): Promise<number[]> {
  const answer = await ask<{ frames: { best_effort_timestamp_time: string }[] }>(file, [
    ...["-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time"],
  ]);
  return answer.frames.map((f) => Number(f.best_effort_timestamp_time));
}

/** Seconds between neighbouring keyframes. */
export async function keyframeIntervals(file: string): Promise<number[]> {
  const times = (await packets(file)).filter((p) => p.kind === "video" && p.keyframe).map((p) => p.pts);
  return times.slice(1).map((t, i) => t - (times[i] ?? 0));
}

async function ask<T>(file: string, what: string[]): Promise<T> {
  const { stdout } = await run("ffprobe", ["-v", "error", ...what, "-of", "json", file], { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as T;
}
