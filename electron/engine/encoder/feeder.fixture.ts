import { CHANNELS, i420Size, SAMPLE_RATE } from "../../contract/video";
import { lastingPicture } from "../program/picture";
import type { ProgramSink } from "../program/program";
import { sampleOf } from "./stretch";

/** For tests: the picture that is fed. */
export const fedVideo = { width: 320, height: 180, fps: 30 };

/** Tones of the tracks that are fed, in Hz; the program is all of them. Below the loudest together. */
export const FED_TONES: readonly number[] = [441, 1000];
const LOUDNESS = 0.25;

/** Luma of a picture, so that each can be told from its neighbours. */
export const luma = (picture: number): number => 40 + ((picture * 7) % 160);

/** What is heard at a sample frame: 0 is the program, from 1 on the tracks. */
export function heard(track: number, sample: number): number {
  const tones = track === 0 ? FED_TONES : FED_TONES.slice(track - 1, track);
  return tones.reduce((sum, hertz) => sum + LOUDNESS * Math.sin((2 * Math.PI * hertz * sample) / SAMPLE_RATE), 0);
}

/**
 * For tests: a program without a clock: as fast as the encoder takes it. Sound comes three pictures later than its picture, as
 * in the real one.
 */
export class Feeder {
  mediaMs = 0;
  pictures = 0;
  private sounds = 0;
  private sink: ProgramSink | null = null;
  /** First sound interval that the sink gets, as in the real one. */
  private sinkFrom = 0;

  feed(sink: ProgramSink | null): void {
    this.sink = sink;
    this.sinkFrom = this.pictures;
  }

  takenAt(mediaMs: number): number {
    return mediaMs;
  }

  async push(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const i420 = new Uint8Array(i420Size(fedVideo.width, fedVideo.height)).fill(128);
      i420.fill(luma(this.pictures), 0, fedVideo.width * fedVideo.height);
      this.sink?.picture(lastingPicture(i420));
      this.pictures += 1;
      this.mediaMs = (this.pictures * 1000) / fedVideo.fps;
      if (this.pictures > 3) this.sound();
      while ((this.sink?.backlog ?? 0) > 2) await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** The sound of those pictures for which it has not come. */
  rest(): void {
    while (this.sounds < this.pictures) this.sound();
  }

  private sound(): void {
    const from = sampleOf(this.sounds, fedVideo.fps);
    const frames = sampleOf(this.sounds + 1, fedVideo.fps) - from;
    const pcm = new Float32Array(frames * CHANNELS * (1 + FED_TONES.length));
    let at = 0;
    for (let frame = 0; frame < frames; frame += 1) {
      for (let track = 0; track <= FED_TONES.length; track += 1) {
        pcm[at++] = heard(track, from + frame);
        pcm[at++] = heard(track, from + frame);
      }
    }
    if (this.sounds >= this.sinkFrom) this.sink?.samples(pcm);
    this.sounds += 1;
  }
}
