import { lowestBitrate } from "../../contract/bitrate";
import type { EncoderId, EncoderSettings, FfmpegAbility } from "../../contract/encoder";
import type { Problem } from "../../contract/problem";
import type { VideoFormat } from "../../contract/video";

/** Which encoder "auto" takes first: hardware leaves the processor to the game. */
const PREFERENCE: readonly EncoderId[] = ["nvenc", "videotoolbox", "qsv", "amf", "vaapi", "x264"];

/** Pictures per second and size that H.264 level 5.2 still describes (ITU-T H.264 table A-1: macroblocks/s). */
const MAX_MACROBLOCK_RATE = 2_073_600;

/** The encoder that these settings mean on this machine, or why there is none. */
export function chooseEncoder(settings: EncoderSettings, ffmpeg: FfmpegAbility): EncoderId | Problem {
  const wanted = settings.encoder === "auto" ? PREFERENCE : [settings.encoder];
  const found = wanted.find((id) => ffmpeg.encoders.includes(id));
  return found ?? { code: "encoder-unavailable", subject: settings.encoder };
}

/** Refuses, before anything starts, what could not be encoded. Null when all is well. */
export function checkEncoding(video: VideoFormat, settings: EncoderSettings): Problem | null {
  const size = `${video.width}x${video.height}`;
  if (video.width % 2 !== 0 || video.height % 2 !== 0) return { code: "size-odd", subject: size };
  if (video.width < 64 || video.height < 64 || video.width > 3840 || video.height > 2160) {
    return { code: "size-out-of-range", subject: size };
  }
  if (!Number.isInteger(video.fps) || video.fps < 1 || video.fps > 60) {
    return { code: "rate-out-of-range", subject: String(video.fps) };
  }
  const macroblocks = Math.ceil(video.width / 16) * Math.ceil(video.height / 16);
  if (macroblocks * video.fps > MAX_MACROBLOCK_RATE) return { code: "rate-out-of-range", subject: `${size} at ${video.fps}` };
  const floor = lowestBitrate(video);
  if (settings.videoBitrate < floor || settings.videoBitrate > 60_000) {
    return { code: "bitrate-out-of-range", subject: `${settings.videoBitrate}`, detail: `${floor}–60000 kb/s` };
  }
  return null;
}
