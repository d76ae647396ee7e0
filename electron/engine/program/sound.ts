import { CHANNELS, SAMPLE_RATE } from "../../contract/video";

/** Sound arrives in blocks and late: so long after a picture its sound is taken at the earliest, in ms. */
const MARGIN = 50;

/** Sound this near to where it belongs is left alone, in ms. */
const DEAD_ZONE = 3;

/** Sound further than this from where it belongs is put there at once, in ms: the mixer or the program lost something. */
const ASTRAY = 12;

/** Correction per ms of what lies between, and its limit: 0.5 % is under a tenth of a semitone. */
const GAIN = 0.0007;
const MAX_CORRECTION = 0.005;

/** Where sound goes on elsewhere, the old fades into the new within so many sample frames (5 ms). */
const FADE = 240;

const FRAMES_PER_MS = SAMPLE_RATE / 1000;

/**
 * The program's sound, paced by the program clock. Blocks from the mixer are laid on a time line by the time at which
 * they were made, so it does not matter when they come, and where the mixer lost some there is silence; every picture
 * takes exactly its share of samples from where its own time lies. A device clock that runs fast or slow is followed by
 * resampling by parts of a per mille, so picture and sound stay together for hours. Pure: driven by calls.
 */
export class Sound {
  /** How many pictures the taking of sound is to run behind the clock, so that it has come. */
  readonly lag: number;
  private readonly fps: number;
  private readonly ring: Float32Array;
  private readonly capacity: number;
  /** Sample frames ever laid down; reading happens at a fractional position. */
  private written = 0;
  private read = 0;
  /** Unix time in ms of sample frame 0, by the newest block. */
  private origin: number | null = null;
  /** Where it would have gone on, while a fade from there is wanted. */
  private left: number | null = null;
  private taken = 0;
  private intervals = 0;
  private silent = 0;

  /** `fps` of the program clock. */
  constructor(fps: number) {
    this.fps = fps;
    this.lag = 1 + Math.ceil((MARGIN * fps) / 1000);
    this.capacity = SAMPLE_RATE * 2;
    this.ring = new Float32Array(this.capacity * CHANNELS);
  }

  /** Silence put in so far because nothing had come, in ms. */
  get silenceMs(): number {
    return (this.silent * 1000) / SAMPLE_RATE;
  }

  /** Takes one block of interleaved stereo samples from the mixer, made from Unix time `at` (ms) on. */
  push(pcm: Float32Array, at: number): void {
    const lost = this.origin === null ? 0 : at - this.origin - this.written / FRAMES_PER_MS;
    if (lost > ASTRAY) this.layGap(Math.round(lost * FRAMES_PER_MS));
    this.origin = at - this.written / FRAMES_PER_MS;
    for (let i = 0; i < pcm.length / CHANNELS; i += 1) this.lay(pcm[i * CHANNELS] ?? 0, pcm[i * CHANNELS + 1] ?? 0);
  }

  /**
   * Fills `out` with the samples of the next picture interval, made from Unix time `at` (ms) on; its length is
   * `share()` sample frames.
   */
  take(out: Float32Array, at: number): void {
    const frames = out.length / CHANNELS;
    this.intervals += 1;
    this.taken += frames;
    if (this.origin === null) return this.silence(out, frames);
    const wanted = (at - this.origin) * FRAMES_PER_MS;
    if (Math.abs(wanted - this.read) > ASTRAY * FRAMES_PER_MS) {
      // There is nothing to fade from before the first.
      this.left = this.intervals === 1 ? null : Math.floor(this.read);
      this.read = Math.round(wanted);
    }
    const step = 1 + correction((wanted - this.read) / FRAMES_PER_MS);
    const oldest = Math.max(0, this.written - this.capacity);
    if (this.read < oldest || this.read + frames * step + 3 > this.written) {
      this.read += frames;
      this.silence(out, frames);
    } else this.resample(out, frames, step);
    if (this.left !== null) this.fade(out, this.left);
    this.left = null;
  }

  /** Sample frames that the next picture interval holds: whole, and exact over time. */
  share(): number {
    return Math.round(((this.intervals + 1) * SAMPLE_RATE) / this.fps) - this.taken;
  }

  private lay(left: number, right: number): void {
    const at = (this.written % this.capacity) * CHANNELS;
    this.ring[at] = left;
    this.ring[at + 1] = right;
    this.written += 1;
  }

  private layGap(frames: number): void {
    const end = this.written + frames;
    // What was taken meanwhile has been counted.
    this.silent += Math.max(0, Math.round(end - Math.max(this.written, this.read)));
    // More than all of the memory need not be laid out.
    for (let i = Math.min(frames, this.capacity); i > 0; i -= 1) this.lay(0, 0);
    this.written = end;
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

  private fade(out: Float32Array, from: number): void {
    for (let i = 0; i < FADE * CHANNELS; i += 1) {
      const frame = Math.floor(i / CHANNELS);
      const old = this.sample(from + frame, i % CHANNELS);
      out[i] = old + (((out[i] ?? 0) - old) * (frame + 1)) / FADE;
    }
  }

  private sample(frame: number, channel: number): number {
    const at = Math.min(Math.max(frame, 0), this.written - 1) % this.capacity;
    return this.ring[at * CHANNELS + channel] ?? 0;
  }
}

/** Relative speed-up for a difference in ms: none near zero, so that a true clock is left bit-exact. */
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
