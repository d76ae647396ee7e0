/** Frames per second as a fraction. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** What ffmpeg says about a picture stream before it decodes it. */
export interface PictureHeader {
  readonly stream: number;
  readonly codec: string;
  /** Size in px as it is to be seen: with square pixels, turned upright. */
  readonly width: number;
  readonly height: number;
  /** Null where the stream has no steady rate. */
  readonly rate: Rate | null;
  readonly alpha: boolean;
  /** How its samples are made, in the words of ffmpeg's scale filter; null for RGB. */
  readonly matrix: string | null;
  readonly fullRange: boolean;
}

export interface MediaHeader {
  /** In ms; 0 when nobody knows. */
  readonly duration: number;
  readonly picture: PictureHeader | null;
  readonly sound: { readonly stream: number; readonly mono: boolean } | null;
}

/** Formats with an alpha plane or channel (libavutil/pixdesc.c); a palette may hold transparent colours. */
const ALPHA_FORMAT = /^(yuva|gbrap|ya\d|ayuv|vuya|rgba|bgra|argb|abgr|pal8)/;
const RGB_FORMAT = /^(rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8|gray|mono|ya\d)/;
const MATRICES: Readonly<Record<string, string>> = {
  bt709: "bt709",
  bt470bg: "bt601",
  smpte170m: "bt601",
  smpte240m: "smpte240m",
  fcc: "fcc",
  bt2020nc: "bt2020",
  bt2020c: "bt2020",
};
/** Larger than this, pictures that do not say their matrix are BT.709, as players take it. */
const SD = { width: 1279, height: 576 };

/** Reads what `ffmpeg -i` writes to stderr; null when it has neither picture nor sound. */
export function parseHeader(text: string): MediaHeader | null {
  const streams = text.split(/^\s+Stream #/m).slice(1);
  const picture = first(streams, pictureOf);
  const sound = first(streams, soundOf);
  if (picture === null && sound === null) return null;
  return { duration: durationOf(text), picture, sound };
}

function first<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

function durationOf(text: string): number {
  const found = /Duration: (\d+):(\d\d):(\d\d)\.(\d+)/.exec(text);
  if (found === null) return 0;
  const [, hours, minutes, seconds, fraction] = found;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`)) * 1000);
}

/** "0:1[0x2](und): Audio: aac (LC) …" */
function indexOf(text: string, kind: string): number | null {
  const found = new RegExp(`^0:(\\d+)[^\\n]*?: ${kind}: `).exec(text);
  return found === null ? null : Number(found[1]);
}

function soundOf(text: string): MediaHeader["sound"] {
  const stream = indexOf(text, "Audio");
  if (stream === null || !/^[^\n]*\d+ Hz/.test(text)) return null;
  return { stream, mono: /^[^\n]* Hz, (mono|1 channels)/.test(text) };
}

function pictureOf(text: string): PictureHeader | null {
  const stream = indexOf(text, "Video");
  const line = text.split("\n", 1)[0] ?? "";
  // The cover of a piece of music is no moving picture.
  if (stream === null || line.includes("(attached pic)")) return null;
  const codec = /: Video: (\w+)/.exec(line)?.[1] ?? "";
  const size = /, (\d{1,5})x(\d{1,5})\b/.exec(line);
  const format = /, ([a-z0-9]+)(?:\(([^)]*)\))?, \d+x\d+/.exec(line);
  if (size === null || format === null) return null;
  const [width, height] = shown(Number(size[1]), Number(size[2]), line, text);
  const [, name = "", notes = ""] = format;
  return {
    stream,
    codec,
    width,
    height,
    rate: rateOf(line),
    // VP8 and VP9 keep alpha beside the picture, where only their format's header tells of it.
    alpha: ALPHA_FORMAT.test(name) || /^\s*alpha_mode\s*: 1\s*$/im.test(text),
    matrix: RGB_FORMAT.test(name) ? null : matrixOf(notes, Number(size[1]), Number(size[2])),
    fullRange: name.startsWith("yuvj") || notes.split(", ").includes("pc"),
  };
}

/** Of the notes behind a format: "tv, bt709/unknown/unknown, progressive", matrix before primaries and transfer. */
function matrixOf(notes: string, width: number, height: number): string {
  for (const note of notes.split(/, |\//)) {
    const matrix = MATRICES[note];
    if (matrix !== undefined) return matrix;
    if (note.includes("unknown")) break;
  }
  return width > SD.width || height > SD.height ? "bt709" : "bt601";
}

function shown(width: number, height: number, line: string, text: string): [width: number, height: number] {
  const aspect = /SAR (\d+):(\d+)/.exec(line);
  const ratio = aspect === null ? 1 : Number(aspect[1]) / Number(aspect[2]);
  const square = Number.isFinite(ratio) && ratio > 0 ? Math.max(1, Math.round(width * ratio)) : width;
  const turn = /rotation of (-?\d+(?:\.\d+)?) degrees/.exec(text);
  const sideways = turn !== null && Math.abs(Math.round(Number(turn[1]) / 90)) % 2 === 1;
  return sideways ? [height, square] : [square, height];
}

/** ffmpeg says the mean rate (fps) and the one that holds every timestamp (tbr): where they are one, the rate is steady. */
function rateOf(line: string): Rate | null {
  const mean = /, (\d+(?:\.\d+)?k?) fps/.exec(line)?.[1];
  const base = /, (\d+(?:\.\d+)?k?) tbr/.exec(line)?.[1];
  if (mean === undefined || (base !== undefined && base !== mean)) return null;
  const fps = mean.endsWith("k") ? Number(mean.slice(0, -1)) * 1000 : Number(mean);
  if (fps <= 0) return null;
  // 23.98, 29.97 and 59.94 are rounded.
  const ntsc = Math.round(fps) * 1000;
  if (!Number.isInteger(fps) && Math.abs(fps - ntsc / 1001) < 0.006) return { numerator: ntsc, denominator: 1001 };
  return { numerator: Math.round(fps * 100), denominator: 100 };
}
