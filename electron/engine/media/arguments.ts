import type { MediaHeader, PictureHeader, Rate } from "./header";
import type { MediaInput } from "./input";

/** Where the decoder writes its sound; pictures go to stdout. */
export const SOUND_FD = 3;

/** How the pictures of a file are played: nothing larger or faster than was ordered. */
export interface PlayedPicture {
  readonly width: number;
  readonly height: number;
  readonly rate: Rate;
  readonly alpha: boolean;
}

export interface Limits {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export function playedPicture(picture: PictureHeader, limits: Limits): PlayedPicture {
  const scale = Math.min(1, limits.width / picture.width, limits.height / picture.height);
  const { rate } = picture;
  const slow = rate !== null && rate.numerator <= limits.fps * rate.denominator;
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
    rate: slow ? rate : { numerator: limits.fps, denominator: 1 },
    alpha: picture.alpha,
  };
}

/** Bytes of one frame as contract/media.ts says it. */
export function frameBytes({ width, height, alpha }: PlayedPicture): number {
  const luma = width * height;
  return luma * (alpha ? 2 : 1) + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/** The decoders that give the alpha of VP8 and VP9; ffmpeg's own do not. */
const ALPHA_DECODERS: Readonly<Record<string, string>> = { vp8: "libvpx", vp9: "libvpx-vp9" };

/**
 * The arguments of a decoder that begins at `from` (ms): raw pictures on stdout at a constant rate, raw sound on
 * SOUND_FD, both beginning at that very moment, whatever the streams' own beginnings are.
 */
export function decoderArguments(
  input: MediaInput,
  header: MediaHeader,
  played: PlayedPicture | null,
  from: number,
): readonly string[] {
  const { picture, sound } = header;
  const decoder = picture?.alpha === true ? ALPHA_DECODERS[picture.codec] : undefined;
  return [
    ...["-hide_banner", "-nostdin", "-loglevel", "error"],
    ...(decoder === undefined ? [] : ["-c:v", decoder]),
    ...(from > 0 ? ["-ss", (from / 1000).toFixed(3)] : []),
    ...input.args,
    ...(picture === null || played === null
      ? []
      : ["-map", `0:${picture.stream}`, "-vf", pictureFilter(picture, played), "-f", "rawvideo", "pipe:1"]),
    ...(sound === null
      ? []
      : ["-map", `0:${sound.stream}`, "-af", soundFilter(sound.mono), "-c:a", "pcm_f32le", "-f", "f32le", `pipe:${SOUND_FD}`]),
  ];
}

function pictureFilter(picture: PictureHeader, { width, height, rate, alpha }: PlayedPicture): string {
  // As the file says, not each frame: the decoders of alpha forget it.
  const from = picture.matrix === null ? "" : `:in_color_matrix=${picture.matrix}:in_range=${picture.fullRange ? "full" : "limited"}`;
  const to = ":out_color_matrix=bt709:out_range=limited";
  return [
    `fps=${rate.numerator}/${rate.denominator}:start_time=0`,
    `scale=${width}:${height}:flags=bicubic${from}${to}`,
    // Premultiplied at full chroma resolution, so that nothing of what is not seen bleeds into what is.
    ...(alpha ? ["format=yuva444p", "premultiply=inplace=1", "scale=flags=bilinear", "format=yuva420p"] : ["format=yuv420p"]),
  ].join(",");
}

/** Gaps become silence, one side becomes both at full level. */
function soundFilter(mono: boolean): string {
  return `${mono ? "pan=stereo|c0=c0|c1=c0," : ""}aresample=48000:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo`;
}
