import type { EncoderId, EncoderSettings } from "../../contract/encoder";
import { CHANNELS, SAMPLE_RATE, type VideoFormat } from "../../contract/video";

export interface EncoderOrder {
  readonly encoder: EncoderId;
  readonly settings: EncoderSettings;
  readonly video: VideoFormat;
  /** Media time of the first picture, in ms: an encoder that takes over goes on where the last one stopped. */
  readonly startMs: number;
  /** How much later the first sound sample is, in ms. */
  readonly soundAfterMs: number;
  /** Stereo pairs that follow the program's own in every sample frame, each to be a track of its own. */
  readonly tracks: number;
  /** H.264 level to write into the stream, for example "3.1"; null: the encoder's choice. */
  readonly level: string | null;
}

/**
 * What is added to media time to make timestamps, in ms. Decoding times and the sound encoder's priming lie before the
 * first picture, and a muxer moves everything rather than write a negative time: so much that no encoder ever needs to.
 */
export const ORIGIN_MS = 10_000;

/** File descriptor of the encoder process from which it reads sound. */
export const SOUND_FD = 3;

/**
 * Arguments of the one encoding ffmpeg: raw I420 on stdin, raw PCM on a second pipe, H.264 High and AAC-LC as MPEG-TS
 * on stdout, the program's sound before that of the tracks. Bitrates are constant; the colours are tagged as what they are, BT.709 in limited range.
 */
export function encoderArguments(order: EncoderOrder): string[] {
  const { video, settings, tracks } = order;
  return [
    ...["-hide_banner", "-loglevel", "warning", "-nostats"],
    ...(order.encoder === "vaapi" ? ["-vaapi_device", "/dev/dri/renderD128"] : []),
    ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${video.width}x${video.height}`],
    ...["-framerate", String(video.fps), "-color_range", "tv", "-colorspace", "bt709"],
    ...["-color_primaries", "bt709", "-color_trc", "bt709", "-probesize", "32", "-thread_queue_size", "4", "-i", "pipe:0"],
    ...["-f", "f32le", "-ar", String(SAMPLE_RATE), "-ac", String(CHANNELS * (1 + tracks))],
    // Channels are no surround sound, even where their number would be that of one.
    ...(tracks === 0 ? [] : ["-guess_layout_max", "0"]),
    ...["-itsoffset", seconds(order.soundAfterMs)],
    ...["-probesize", "32", "-thread_queue_size", "64", "-i", `pipe:${SOUND_FD}`],
    ...(tracks === 0 ? ["-map", "0:v", "-map", "1:a"] : pairArguments(1 + tracks)),
    ...videoArguments(order),
    ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
    ...["-c:a", "aac", "-b:a", `${settings.audioBitrate}k`],
    ...["-output_ts_offset", seconds(ORIGIN_MS + order.startMs)],
    // One PES for one picture or sound frame, with its length, and written at once: nothing waits for its successor.
    ...["-f", "mpegts", "-pes_payload_size", "0", "-omit_video_pes_length", "0"],
    ...["-muxdelay", "0", "-muxpreload", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}

/** Takes the sound apart into pairs, which follow the video in their order. Channels go by number: so many have no names. */
function pairArguments(pairs: number): string[] {
  const numbers = Array.from({ length: pairs }, (_, n) => n);
  const split = `[1:a]asplit=${pairs}${numbers.map((n) => `[both${n}]`).join("")}`;
  const pans = numbers.map((n) => `[both${n}]pan=stereo|c0=c${CHANNELS * n}|c1=c${CHANNELS * n + 1}[pair${n}]`);
  return ["-filter_complex", [split, ...pans].join(";"), "-map", "0:v", ...numbers.flatMap((n) => ["-map", `[pair${n}]`])];
}

function videoArguments({ encoder, settings, video, level }: EncoderOrder): string[] {
  const rate = `${settings.videoBitrate}k`;
  const keyframes = String(settings.keyframeInterval * video.fps);
  const constant = ["-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-g", keyframes];
  const profile = ["-profile:v", settings.profile];
  switch (encoder) {
    case "x264":
      return [
        ...["-c:v", "libx264", "-preset", settings.preset, ...profile, ...constant],
        ...(settings.tune === "none" ? [] : ["-tune", settings.tune]),
        ...(level === null ? [] : ["-level", level]),
        // Constant rate to the byte (filler where the picture is still), keyframes only where the interval says. Nothing
        // in the parameter sets depends on the bitrate (no nal-hrd): one encoder can go on where another stopped.
        ...["-x264-params", `filler=1:stitchable=1:force-cfr=1:scenecut=0:keyint=${keyframes}:min-keyint=${keyframes}`],
      ];
    case "nvenc":
      return ["-c:v", "h264_nvenc", ...profile, "-rc", "cbr", ...constant, "-no-scenecut", "1", "-forced-idr", "1"];
    case "qsv":
      return ["-pix_fmt", "nv12", "-c:v", "h264_qsv", ...profile, ...constant, "-look_ahead", "0"];
    case "amf":
      return ["-c:v", "h264_amf", ...profile, "-rc", "cbr", ...constant];
    case "videotoolbox":
      return ["-c:v", "h264_videotoolbox", ...profile, "-realtime", "1", ...constant];
    case "vaapi":
      return ["-vf", "format=nv12,hwupload", "-c:v", "h264_vaapi", ...profile, "-rc_mode", "CBR", ...constant];
  }
}
