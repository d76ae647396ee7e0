import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { SoundPace } from "./sound-pace";

/** Sound arrives in blocks and late: so long after a picture its sound is taken at the earliest, in ms. */
const MARGIN = 50;

/** A busy machine brings it later still: so long it is waited for at the most, in ms. */
const PATIENCE = 250;

/** Where sound goes on elsewhere, the old fades into the new within so many sample frames (5 ms). */
const FADE = 240;

/**
 * The program's sound, paced by the program clock. Blocks from the mixer are laid on a time line by the time at which
 * they were made, so it does not matter when they come, and where the mixer lost some there is silence; every picture
 * takes exactly its share of samples from where its own time lies. A device clock that runs fast or slow is followed by
 * resampling by parts of a per mille, so picture and sound stay together for hours. Pure: driven by calls.
 */
export class Sound {
  /** How many pictures the taking of sound is to run behind the clock, so that it has come. */
  readonly lag: number;
  /** How many at the most, for sound that has not come. */
  readonly longestLag: number;
  /** Floats in a sample frame: a pair for the program and one for each track. */
  readonly width: number;
  private readonly fps: number;
  private readonly ring: Float32Array;
  private readonly capacity: number;
  private readonly pace: SoundPace;
  /** Sample frames ever laid down. */
  private laid = 0;
  /** Where the last taking ended. */
  private end = 0;
  private taken = 0;
  private intervals = 0;
  private silent = 0;

  /** Where a block under way has the pair of the program and those of the tracks; −1: it has none. */
  private readonly pairs: Int8Array;

  /** `fps` of the program clock; `tracks` are the channels that are heard alone beside the program. */
  constructor(
    fps: number,
    private readonly tracks: readonly string[] = [],
  ) {
    this.fps = fps;
    this.width = CHANNELS * (1 + tracks.length);
    this.pairs = new Int8Array(1 + tracks.length);
    this.lag = 1 + Math.ceil((MARGIN * fps) / 1000);
    this.longestLag = 1 + Math.ceil((PATIENCE * fps) / 1000);
    this.capacity = SAMPLE_RATE * 2;
    this.ring = new Float32Array(this.capacity * this.width);
    this.pace = new SoundPace(this.capacity);
  }

  /** Silence put in so far because nothing had come, in ms. */
  get silenceMs(): number {
    return (this.silent * 1000) / SAMPLE_RATE;
  }

  /**
   * Takes one block of interleaved samples from the mixer, made from Unix time `at` (ms) on: the program's pair, then those
   * of the channels `given`.
   */
  push(pcm: Float32Array, at: number, given: readonly string[] = []): void {
    const width = CHANNELS * (1 + given.length);
    const frames = Math.floor(pcm.length / width);
    const lost = this.pace.push(frames, at);
    if (lost > 0) this.layGap(lost);
    for (let n = 0; n < this.tracks.length; n += 1) {
      const track = given.indexOf(this.tracks[n] ?? "");
      this.pairs[n + 1] = track < 0 ? -1 : track + 1;
    }
    for (let i = 0; i < frames; i += 1) this.lay(pcm, i * width);
  }

  /**
   * Fills `out` with the samples of the next picture interval, made from Unix time `at` (ms) on, interleaved: the program's
   * pair, then those of the tracks; its length is `share()` sample frames of `width`.
   */
  take(out: Float32Array, at: number): void {
    const frames = out.length / this.width;
    this.intervals += 1;
    this.taken += frames;
    const taking = this.pace.take(frames, at);
    if (taking === null) return this.silence(out, frames);
    const { from, step, jumped, there } = taking;
    if (!there) this.silence(out, frames);
    else if (step === 1) this.copy(out, frames, from);
    else this.resample(out, frames, from, step);
    if (jumped) this.fade(out, Math.floor(this.end));
    this.end = from + frames * step;
  }

  /** Whether the samples of the next picture interval, made from Unix time `at` (ms) on, have come. */
  ready(at: number): boolean {
    return this.pace.ready(this.share(), at);
  }

  /** Sample frames that the next picture interval holds: whole, and exact over time. */
  share(): number {
    return Math.round(((this.intervals + 1) * SAMPLE_RATE) / this.fps) - this.taken;
  }

  /** One sample frame, which begins at `from` in a block. */
  private lay(pcm: Float32Array, from: number): void {
    const at = (this.laid % this.capacity) * this.width;
    for (let n = 0; n < this.pairs.length; n += 1) {
      const pair = this.pairs[n] ?? -1;
      this.ring[at + n * CHANNELS] = pair < 0 ? 0 : (pcm[from + pair * CHANNELS] ?? 0);
      this.ring[at + n * CHANNELS + 1] = pair < 0 ? 0 : (pcm[from + pair * CHANNELS + 1] ?? 0);
    }
    this.laid += 1;
  }

  private layGap(frames: number): void {
    const end = this.laid + frames;
    // What was taken meanwhile has been counted.
    this.silent += Math.max(0, Math.round(end - Math.max(this.laid, this.end)));
    // More than all of the memory need not be laid out.
    for (let frame = end - Math.min(frames, this.capacity); frame < end; frame += 1) {
      const at = (frame % this.capacity) * this.width;
      this.ring.fill(0, at, at + this.width);
    }
    this.laid = end;
  }

  private silence(out: Float32Array, frames: number): void {
    out.fill(0);
    this.silent += frames;
  }

  private copy(out: Float32Array, frames: number, from: number): void {
    for (let i = 0; i < frames; i += 1) {
      const at = ((from + i) % this.capacity) * this.width;
      for (let channel = 0; channel < this.width; channel += 1) out[i * this.width + channel] = this.ring[at + channel] ?? 0;
    }
  }

  private resample(out: Float32Array, frames: number, from: number, step: number): void {
    for (let i = 0; i < frames; i += 1) {
      const position = from + i * step;
      const whole = Math.floor(position);
      const t = position - whole;
      for (let channel = 0; channel < this.width; channel += 1) {
        out[i * this.width + channel] = hermite(
          this.sample(whole - 1, channel),
          this.sample(whole, channel),
          this.sample(whole + 1, channel),
          this.sample(whole + 2, channel),
          t,
        );
      }
    }
  }

  private fade(out: Float32Array, from: number): void {
    for (let i = 0; i < FADE * this.width; i += 1) {
      const frame = Math.floor(i / this.width);
      const old = this.sample(from + frame, i % this.width);
      out[i] = old + (((out[i] ?? 0) - old) * (frame + 1)) / FADE;
    }
  }

  private sample(frame: number, channel: number): number {
    const at = Math.min(Math.max(frame, 0), this.laid - 1) % this.capacity;
    return this.ring[at * this.width + channel] ?? 0;
  }
}

/** Catmull-Rom interpolation between b and c at t in 0…1. */
function hermite(a: number, b: number, c: number, d: number, t: number): number {
  const c1 = (c - a) / 2;
  const c2 = a - 2.5 * b + 2 * c - d / 2;
  const c3 = (d - a) / 2 + 1.5 * (b - c);
  return ((c3 * t + c2) * t + c1) * t + b;
}
