import type { RecordingContainer } from "../../contract/recording";

/** Media in ms that a muxer holds back before it writes: a Matroska cluster, an MP4 fragment. What a crash costs. */
const HELD_BACK = 500;

/**
 * Arguments of the ffmpeg that writes a recording from the transport stream on its stdin. Both containers can be
 * played up to the last second after a crash, however far apart keyframes are: Matroska by its nature, MP4 in fragments.
 * `tracks`: what is heard beside the program, in the stream's order.
 */
export function recorderArguments(file: string, container: RecordingContainer, tracks: readonly string[] = []): string[] {
  return [
    ...["-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning", "-progress", "pipe:1", "-stats_period", "0.5"],
    // Half a second of media tells all about the streams; what was read for that is written as well.
    // What a disk did not take for a while is a hole: ffmpeg would close one of over 10 s, and chapters would lie elsewhere.
    ...["-dts_delta_threshold", "1000000", "-probesize", "20000000", "-analyzeduration", "500000", "-f", "mpegts", "-i", "pipe:0"],
    ...["-map", "0:v", "-map", "0:a", "-c", "copy", "-flush_packets", "1"],
    ...(tracks.length === 0 ? [] : nameArguments(["Program", ...tracks], container)),
    ...(container === "mkv"
      ? ["-cluster_time_limit", String(HELD_BACK), "-f", "matroska"]
      : [
          ...["-bsf:a", "aac_adtstoasc", "-movflags", "frag_keyframe+delay_moov+default_base_moof"],
          ...["-frag_duration", String(HELD_BACK * 1000), "-f", "mp4"],
        ]),
    ...["-y", `file:${file}`],
  ];
}

/** Longest name of a track, in characters. */
const LONGEST_NAME = 100;

/** The sounds get these names, and the first of them is what players play. */
function nameArguments(names: readonly string[], container: RecordingContainer): string[] {
  return [
    ...["-disposition:v", "default"],
    ...names.flatMap((name, n) => {
      const title = [...name.replace(/[\p{Cc}\s]+/gu, " ").trim()].slice(0, LONGEST_NAME).join("") || `Channel ${n}`;
      return [
        ...[`-metadata:s:a:${n}`, `title=${title}`],
        // Where it is not the title that players of MP4 show.
        ...(container === "mp4" ? [`-metadata:s:a:${n}`, `handler_name=${title}`] : []),
        ...[`-disposition:a:${n}`, n === 0 ? "default" : "0"],
      ];
    }),
  ];
}
