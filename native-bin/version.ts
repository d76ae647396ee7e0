/** The first libavcodec of FFmpeg 5.0: also right for builds whose own version is a date or a commit. */
const OLDEST_LIBAVCODEC = 59;

/** What `ffmpeg -version` says of itself; null when the text is not ffmpeg's. */
export function parseVersion(text: string): { version: string; tooOld: boolean } | null {
  const version = /^ffmpeg version (\S+)/m.exec(text)?.[1];
  const libavcodec = /^libavcodec\s+(\d+)\./m.exec(text)?.[1];
  if (version === undefined || libavcodec === undefined) return null;
  return { version, tooOld: Number(libavcodec) < OLDEST_LIBAVCODEC };
}

/** Names of the protocols ffmpeg can send with, from the text of `ffmpeg -protocols`. */
export function parseOutputProtocols(text: string): string[] {
  const output = text.split(/^Output:\s*$/m)[1] ?? "";
  return output.split(/\s+/).filter((name) => name !== "");
}

/** Names of the encoders that were compiled in, from the text of `ffmpeg -encoders`. */
export function parseEncoders(text: string): string[] {
  return [...text.matchAll(/^ [VAS][A-Z.]{5} ([^=\s]+)/gm)].flatMap((match) => match[1] ?? []);
}
