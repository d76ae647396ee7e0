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

  /** `fps` of the program clock. */
  constructor(fps: number) {
    this.fps = fps;
    this.lag = 1 + Math.ceil((MARGIN * fps) / 1000);
    this.longestLag = 1 + Math.ceil((PATIENCE * fps) / 1000);
    this.capacity = SAMPLE_RATE * 2;
    this.ring = new Float32Array(this.capacity * CHANNELS);
    this.pace = new SoundPace(this.capacity);
  }

  /** Silence put in so far because nothing had come, in ms. */
  get silenceMs(): number {
    return (this.silent * 1000) / SAMPLE_RATE;
  }

  /** Takes one block of interleaved stereo samples from the mixer, made from Unix time `at` (ms) on. */
  push(pcm: Float32Array, at: number): void {
    const frames = pcm.length / CHANNELS;
    const lost = this.pace.push(frames, at);
    if (lost > 0) this.layGap(lost);
    for (let i = 0; i < frames; i += 1) this.lay(pcm[i * CHANNELS] ?? 0, pcm[i * CHANNELS + 1] ?? 0);
  }

  /**
   * Fills `out` with the samples of the next picture interval, made from Unix time `at` (ms) on; its length is
   * `share()` sample frames.
   */
  take(out: Float32Array, at: number): void {
    const frames = out.length / CHANNELS;
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

  private lay(left: number, right: number): void {
    const at = (this.laid % this.capacity) * CHANNELS;
    this.ring[at] = left;
    this.ring[at + 1] = right;
    this.laid += 1;
  }

  private layGap(frames: number): void {
    const end = this.laid + frames;
    // What was taken meanwhile has been counted.
    this.silent += Math.max(0, Math.round(end - Math.max(this.laid, this.end)));
    // More than all of the memory need not be laid out.
    for (let i = Math.min(frames, this.capacity); i > 0; i -= 1) this.lay(0, 0);
    this.laid = end;
  }

  private silence(out: Float32Array, frames: number): void {
    out.fill(0);
    this.silent += frames;
  }

  private copy(out: Float32Array, frames: number, from: number): void {
    for (let i = 0; i < frames; i += 1) {
      const at = ((from + i) % this.capacity) * CHANNELS;
      out[i * CHANNELS] = this.ring[at] ?? 0;
      out[i * CHANNELS + 1] = this.ring[at + 1] ?? 0;
    }
  }

  private resample(out: Float32Array, frames: number, from: number, step: number): void {
    for (let i = 0; i < frames; i += 1) {
      const position = from + i * step;
      const whole = Math.floor(position);
      const t = position - whole;
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        out[i * CHANNELS + channel] = hermite(
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
    for (let i = 0; i < FADE * CHANNELS; i += 1) {
      const frame = Math.floor(i / CHANNELS);
      const old = this.sample(from + frame, i % CHANNELS);
      out[i] = old + (((out[i] ?? 0) - old) * (frame + 1)) / FADE;
    }
  }

  private sample(frame: number, channel: number): number {
    const at = Math.min(Math.max(frame, 0), this.laid - 1) % this.capacity;
    return this.ring[at * CHANNELS + channel] ?? 0;
  }
}

/** Catmull-Rom interpolation between b and c at t in 0…1. */
function hermite(a: number, b: number, c: number, d: number, t: number): number {
  const c1 = (c - a) / 2;
  const c2 = a - 2.5 * b + 2 * c - d / 2;
  const c3 = (d - a) / 2 + 1.5 * (b - c);
  return ((c3 * t + c2) * t + c1) * t + b;
}
