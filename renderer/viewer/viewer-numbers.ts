/** What the player measures of the stream it receives; null where it cannot tell yet. */
export interface ViewerNumbers {
  /** From the moment the program clock took the picture to now, seconds. */
  readonly behind: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Pictures per second of media. */
  readonly fps: number | null;
  /** Bytes received per second of media, in kb/s, with all that transport adds. */
  readonly bitrate: number | null;
  /** RFC 6381, as found in the stream; empty while unknown. */
  readonly codecs: readonly string[];
}

export const NO_NUMBERS: ViewerNumbers = { behind: null, width: null, height: null, fps: null, bitrate: null, codecs: [] };

/** Seconds of media over which pictures are counted. */
const FPS_SPAN = 5;

/** Seconds of media over which bytes are counted: whole keyframe intervals, of the usual lengths. */
const BITRATE_SPAN = 6;

/** Milliseconds of which the median delay is taken. */
const BEHIND_SPAN = 1000;

/** Two looks further apart than this (seconds of media) have a gap or a jump between them. */
const LONGEST_STEP = 2;

interface Shown {
  readonly mediaTime: number;
  readonly pictures: number;
}

/** Pictures per second of media: what was decoded, so that a busy screen does not make the stream look worse. */
export class FrameRate {
  private shown: Shown[] = [];

  /** `mediaTime` of a picture in seconds, and how many pictures were decoded by then. */
  add(mediaTime: number, pictures: number): void {
    const last = this.shown.at(-1);
    if (last !== undefined && mediaTime === last.mediaTime) return;
    const step = last === undefined ? 0 : mediaTime - last.mediaTime;
    if (step < 0 || step > LONGEST_STEP || pictures < (last?.pictures ?? 0)) this.shown = [];
    this.shown.push({ mediaTime, pictures });
    this.shown = this.shown.filter((s) => s.mediaTime >= mediaTime - FPS_SPAN);
  }

  get fps(): number | null {
    const first = this.shown[0];
    const last = this.shown.at(-1);
    if (first === undefined || last === undefined) return null;
    const span = last.mediaTime - first.mediaTime;
    return span < 1 ? null : (last.pictures - first.pictures) / span;
  }
}

/** Received bytes over the media time they carry. */
export class ReceivedRate {
  private pieces: { readonly bytes: number; readonly seconds: number }[] = [];

  add(bytes: number, seconds: number): void {
    if (seconds <= 0) return;
    this.pieces.push({ bytes, seconds });
    while (this.seconds - (this.pieces[0]?.seconds ?? 0) >= BITRATE_SPAN - 0.01) this.pieces.shift();
  }

  /** kb/s. */
  get bitrate(): number | null {
    const { seconds } = this;
    if (seconds < 1) return null;
    return (this.pieces.reduce((sum, p) => sum + p.bytes, 0) * 8) / 1000 / seconds;
  }

  private get seconds(): number {
    return this.pieces.reduce((sum, p) => sum + p.seconds, 0);
  }
}

/** The delay as it was in the middle of the last second: single late looks do not show. */
export class Delay {
  private looks: { readonly at: number; readonly seconds: number }[] = [];

  /** `at` on a monotonic clock in ms. */
  add(at: number, seconds: number): void {
    this.looks.push({ at, seconds });
    this.looks = this.looks.filter((l) => l.at > at - BEHIND_SPAN);
  }

  get seconds(): number | null {
    const sorted = this.looks.map((l) => l.seconds).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}
