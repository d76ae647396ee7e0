import type { EncoderId, EncoderSettings } from "../../contract/encoder";
import type { Problem } from "../../contract/problem";
import { CHANNELS, SAMPLE_RATE, type VideoFormat } from "../../contract/video";
import { Splitter } from "../bus/splitter";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import type { Picture } from "../program/picture";
import { encoderArguments, ORIGIN_MS } from "./arguments";
import { Encoder } from "./encoder";
import { sampleOf, type Start } from "./stretch";

export interface EncodingOrder {
  readonly ffmpeg: string;
  readonly encoder: EncoderId;
  readonly settings: EncoderSettings;
  readonly video: VideoFormat;
  readonly start: Start;
  /** Sound beside the program's: a pair each behind its own in every sample frame. */
  readonly tracks: number;
  /** H.264 level, for example "3.1"; null: the encoder's choice. */
  readonly level: string | null;
  /** Unix time in ms at which the picture of a media time (ms) was taken. */
  readonly takenAt: (mediaMs: number) => number;
}

export interface EncodingEvents {
  unit(unit: Unit): void;
  /** The process is gone and all its units have come; null when it ended because it was asked to. */
  exit(problem: Problem | null): void;
}

/** One encoder process and its stretch of the program: takes what belongs to that, gives Units. */
export class Encoding {
  readonly start: Start;
  /** Video bitrate in kb/s. */
  readonly bitrate: number;
  private readonly encoder: Encoder;
  private readonly video: VideoFormat;
  /** Floats in a sample frame. */
  private readonly width: number;
  private soundEnd = Infinity;
  private tables: Buffer | null = null;
  private found: { readonly format: StreamFormat; readonly level: string } | null = null;

  constructor(order: EncodingOrder, events: EncodingEvents) {
    const { ffmpeg, encoder, settings, video, start, tracks, level, takenAt } = order;
    this.start = start;
    this.video = video;
    this.width = CHANNELS * (1 + tracks);
    this.bitrate = settings.videoBitrate;
    const startMs = (start.picture * 1000) / video.fps;
    const soundAfterMs = ((start.sound - sampleOf(start.picture, video.fps)) * 1000) / SAMPLE_RATE;
    const splitter = new Splitter(
      {
        tables: (tables) => {
          this.tables = tables;
        },
        profile: (...sps) => this.profile(...sps),
        unit: (unit) => events.unit(unit),
      },
      (ticks) => takenAt((ticks * 1000) / TICKS - ORIGIN_MS),
      ticksOf(start.picture, video.fps),
    );
    this.encoder = new Encoder(ffmpeg, encoderArguments({ encoder, settings, video, startMs, soundAfterMs, tracks, level }), {
      output: (chunk) => splitter.push(chunk),
      exit: (problem) => {
        splitter.end();
        events.exit(problem);
      },
    });
  }

  get pid(): number | undefined {
    return this.encoder.pid;
  }

  /** Pictures handed over that the process has not taken yet. */
  get backlog(): number {
    return this.encoder.backlog;
  }

  /** Known before the first keyframe comes out. */
  get format(): StreamFormat | null {
    return this.found?.format ?? null;
  }

  /** H.264 level of the stream, for example "3.1". */
  get level(): string | null {
    return this.found?.level ?? null;
  }

  picture(picture: Picture): void {
    this.encoder.picture(picture);
  }

  /** Takes the interleaved samples that begin at sample frame `at`, as far as they are its own. */
  samples(at: number, pcm: Float32Array): void {
    const frames = pcm.length / this.width;
    const from = Math.max(0, this.start.sound - at);
    const to = Math.min(frames, this.soundEnd - at);
    if (to > from) this.encoder.samples(pcm.subarray(from * this.width, to * this.width));
    if (at + frames >= this.soundEnd) this.encoder.close();
  }

  /** No picture follows, and sound up to this sample frame: when that has come, all it holds is flushed. */
  endAt(sample: number): void {
    this.soundEnd = sample;
    this.encoder.endPictures();
  }

  /** Flushes what it holds and ends. */
  close(): void {
    this.encoder.close();
  }

  kill(): void {
    this.encoder.kill();
  }

  private profile(profile: number, constraints: number, level: number): void {
    if (this.tables === null || this.found !== null) return;
    const videoCodec = `avc1.${hex(profile)}${hex(constraints)}${hex(level)}`;
    this.found = {
      format: { tables: this.tables, videoCodec, audioCodec: "mp4a.40.2", ...this.video },
      level: `${Math.floor(level / 10)}.${level % 10}`,
    };
  }
}

/** The timestamp of a picture. */
export function ticksOf(picture: number, fps: number): number {
  return Math.round((ORIGIN_MS * TICKS) / 1000 + (picture * TICKS) / fps);
}

/** The timestamp of a sample frame. */
export function soundTicksOf(sample: number): number {
  return Math.round((ORIGIN_MS * TICKS) / 1000 + (sample * TICKS) / SAMPLE_RATE);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
