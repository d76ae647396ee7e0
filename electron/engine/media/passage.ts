import { SAMPLE_RATE } from "../../contract/video";
import { decoderArguments, type PlayedPicture } from "./arguments";
import { Decoder, type DecoderEvents } from "./decoder";
import type { MediaHeader } from "./header";
import type { MediaInput } from "./input";

/** A file as it is played. */
export interface Playable {
  readonly ffmpeg: string;
  readonly input: MediaInput;
  readonly header: MediaHeader;
  readonly played: PlayedPicture | null;
}

/** Once through the file, from one place to its end: a decoder, laid on the player's timeline, which counts samples. */
export class Passage {
  readonly decoder: Decoder;
  /** Samples from one frame to the next; a fraction for NTSC rates, so times are always made of whole counts. */
  private readonly period: number;

  constructor(
    file: Playable,
    /** Where it begins on the timeline. */
    public start: number,
    /** Where it begins in the file, in ms. */
    readonly from: number,
    events: DecoderEvents,
  ) {
    const { ffmpeg, input, header, played } = file;
    this.period = played === null ? 0 : (SAMPLE_RATE * played.rate.denominator) / played.rate.numerator;
    this.decoder = new Decoder(ffmpeg, decoderArguments(input, header, played, from), played, header.sound !== null, events);
  }

  /** When frame `n` is due. */
  due(n: number): number {
    return this.start + Math.round(n * this.period);
  }

  /** When the next of its frames is due that waits; Infinity while none does. */
  get nextDue(): number {
    const { frames } = this.decoder;
    return frames === null || frames.length === 0 ? Infinity : this.due(frames.first);
  }

  /** Whether a frame waits, and the sound of its time is there. */
  get sendable(): boolean {
    const { nextDue } = this;
    return nextDue < Infinity && nextDue <= this.ready;
  }

  /** Up to where everything is there that can be. */
  get ready(): number {
    const { frames, sound, over, missing } = this.decoder;
    if (over) return this.end;
    const pictures = frames === null || frames === missing ? Infinity : this.due(frames.total);
    const samples = sound === null || sound === missing ? Infinity : this.start + sound.total;
    return Math.min(pictures, samples);
  }

  /** Its end, once the decoder is over. */
  get end(): number {
    const { frames, sound } = this.decoder;
    return this.start + Math.max(Math.round((frames?.total ?? 0) * this.period), sound?.total ?? 0);
  }

  /** Media time in ms of a moment of the timeline. */
  position(moment: number): number {
    return this.from + ((moment - this.start) * 1000) / SAMPLE_RATE;
  }
}
