import { BLOCK_FRAMES } from "../../contract/mixer";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";

/** Sound arrives in blocks and late: this much is always held back, in ms. */
const MARGIN = 50;

/** Of the difference between wanted and found fill, this is left alone, in ms. */
const DEAD_ZONE = 3;

/** Held more than this above the wanted fill: cut to it at once, in ms. */
const EXCESS = 250;

/** Held less than wanted by more than this for over a second: the mixer lost some, and silence takes its place; in ms. */
const SHORTAGE = 20;

/** Correction per ms of difference, and its limit: 0.5 % is under a tenth of a semitone. */
const GAIN = 0.0001;
const MAX_CORRECTION = 0.005;

/**
 * The program's sound, paced by the program clock. Blocks from the mixer go in as they come; every picture takes
 * exactly its share of samples out. A mixer that stops gives silence; a device clock that runs fast or slow is
 * followed by resampling by parts of a per mille, so picture and sound stay together for hours. Pure: driven by calls.
 *
 * Sample frame i of the stream is what arrived half a picture before picture i/48000·fps was pulled; taking runs `lag`
 * pictures behind the clock, which is what gives the held-back margin.
 */
export class Sound {
  /** How many pictures the taking of sound runs behind the clock. */
  readonly lag: number;
  private readonly fps: number;
  private readonly wanted: number;
  private readonly ring: Float32Array;
  private readonly capacity: number;
  /** Sample frames ever written; reading happens at a fractional position. */
  private written = 0;
  private read = 0;
  private taken = 0;
  private intervals = 0;
  private flowing = false;
  private smooth = 0;
  private silent = 0;

  /** `fps` of the program clock. */
  constructor(fps: number) {
    this.fps = fps;
    const period = 1000 / fps;
    this.lag = 1 + Math.ceil(MARGIN / period);
    // Half a picture more: what happens is first seen in the next picture, half an interval late on average, and so it is
    // heard. Half a block less: a newest sample is on average that old.
    this.wanted = ((this.lag + 0.5) * SAMPLE_RATE) / fps - BLOCK_FRAMES / 2;
    this.capacity = SAMPLE_RATE * 2;
    this.ring = new Float32Array(this.capacity * CHANNELS);
  }

  /** Silence put in so far because nothing had come, in ms. */
  get silenceMs(): number {
    return (this.silent * 1000) / SAMPLE_RATE;
  }

  /** Takes one block of interleaved stereo samples from the mixer. */
  push(pcm: Float32Array): void {
    const frames = Math.min(pcm.length / CHANNELS, this.capacity);
    for (let i = 0; i < frames; i += 1) {
      const at = ((this.written + i) % this.capacity) * CHANNELS;
      this.ring[at] = pcm[i * CHANNELS] ?? 0;
      this.ring[at + 1] = pcm[i * CHANNELS + 1] ?? 0;
    }
    this.written += frames;
    if (this.fill > this.capacity) this.read = this.written - this.capacity;
  }

  /** Fills `out` with the samples of the next picture interval; its length is `share()` sample frames. */
  take(out: Float32Array): void {
    const frames = out.length / CHANNELS;
    this.intervals += 1;
    this.taken += frames;
    if (!this.flowing) {
      if (this.fill < this.wanted) return this.silence(out, frames);
      this.read = this.written - this.wanted;
      this.smooth = 0;
      this.flowing = true;
    }
    if (this.fill < frames + 4) {
      this.flowing = false;
      return this.silence(out, frames);
    }
    const difference = ((this.fill - this.wanted) * 1000) / SAMPLE_RATE;
    if (difference > EXCESS) {
      this.read = this.written - this.wanted;
      this.smooth = 0;
    }
    this.smooth += (difference - this.smooth) * 0.02;
    if (this.smooth < -SHORTAGE) {
      this.flowing = false;
      return this.silence(out, frames);
    }
    this.resample(out, frames, 1 + correction(this.smooth));
  }

  /** Sample frames that the next picture interval holds: whole, and exact over time. */
  share(): number {
    return Math.round(((this.intervals + 1) * SAMPLE_RATE) / this.fps) - this.taken;
  }

  private get fill(): number {
    return this.written - this.read;
  }

  private silence(out: Float32Array, frames: number): void {
    out.fill(0);
    this.silent += frames;
  }

  /** Reads at `step` sample frames per output frame; a step of 1 at a whole position is a plain copy. */
  private resample(out: Float32Array, frames: number, step: number): void {
    if (step === 1) {
      this.read = Math.round(this.read);
      for (let i = 0; i < frames; i += 1) {
        const at = ((this.read + i) % this.capacity) * CHANNELS;
        out[i * CHANNELS] = this.ring[at] ?? 0;
        out[i * CHANNELS + 1] = this.ring[at + 1] ?? 0;
      }
      this.read += frames;
      return;
    }
    for (let i = 0; i < frames; i += 1) {
      const position = this.read + i * step;
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
    this.read += frames * step;
  }

  private sample(frame: number, channel: number): number {
    const at = Math.min(Math.max(frame, 0), this.written - 1) % this.capacity;
    return this.ring[at * CHANNELS + channel] ?? 0;
  }
}

/** Relative speed-up for a smoothed fill difference in ms: none near zero, so that a true clock is left bit-exact. */
function correction(difference: number): number {
  const beyond = Math.sign(difference) * Math.max(0, Math.abs(difference) - DEAD_ZONE);
  return Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, beyond * GAIN));
}

/** Catmull-Rom interpolation between b and c at t in 0…1. */
function hermite(a: number, b: number, c: number, d: number, t: number): number {
  const c1 = (c - a) / 2;
  const c2 = a - 2.5 * b + 2 * c - d / 2;
  const c3 = (d - a) / 2 + 1.5 * (b - c);
  return ((c3 * t + c2) * t + c1) * t + b;
}
