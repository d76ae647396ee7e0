import type { MediaSound } from "../../electron/contract/media";
import { SAMPLE_RATE } from "../../electron/contract/video";
import { type Stereo, stereo } from "./stereo";

const FRAMES_PER_MS = SAMPLE_RATE / 1000;
/** Sample frames that are kept: what is sent ahead is a fraction of that. */
const CAPACITY = SAMPLE_RATE;

/** Sound this near to where it belongs is left alone; this far from it, it is put there at once; in ms. */
const DEAD_ZONE = 3;
const ASTRAY = 12;
/** Correction per ms of what lies between, and its limit: 0.5 % is under a tenth of a semitone. */
const GAIN = 0.0007;
const MAX_CORRECTION = 0.005;

/** What begins rises within so many sample frames; what breaks off decays by this factor with each. */
const RISE = 96;
const DECAY = 0.97;

/**
 * The sound of a source that comes in blocks of its own clock, each with the time at which it is to be heard: played at that
 * time, slowed or sped by parts of a per mille to stay there, silent where nothing came.
 */
export class SourceSound {
  private readonly ring: Float32Array;
  private readonly out: Stereo;
  /** Sample frames that are there, counted as the source counts them. */
  private start = 0;
  private end = 0;
  /** Unix time in ms of sample frame 0. */
  private origin = 0;
  private position = 0;
  private rise = 0;
  private readonly last: [number, number] = [0, 0];
  private readonly tail: [number, number] = [0, 0];

  /** `quantum`: sample frames of each piece of sound. */
  constructor(private readonly quantum: number) {
    this.ring = new Float32Array(CAPACITY * 2);
    this.out = stereo(quantum);
  }

  push({ first, due, pcm }: MediaSound): void {
    const samples = new Float32Array(pcm);
    const frames = samples.length / 2;
    if (first !== this.end) this.start = first;
    for (let i = 0; i < frames; i++) {
      const at = ((first + i) % CAPACITY) * 2;
      this.ring[at] = samples[i * 2] ?? 0;
      this.ring[at + 1] = samples[i * 2 + 1] ?? 0;
    }
    this.end = first + frames;
    this.start = Math.max(this.start, this.end - CAPACITY);
    this.origin = due - first / FRAMES_PER_MS;
  }

  /** The sound from Unix time `at` (ms) on; valid until the next call. */
  read(at: number): Stereo {
    const wanted = (at - this.origin) * FRAMES_PER_MS;
    if (!(Math.abs(wanted - this.position) <= ASTRAY * FRAMES_PER_MS)) this.jump(Math.round(wanted));
    const step = 1 + correction((wanted - this.position) / FRAMES_PER_MS);
    for (let i = 0; i < this.quantum; i++) {
      const whole = Math.floor(this.position);
      const there = whole - 1 >= this.start && whole + 2 < this.end;
      if (!there && this.rise > 0) this.jump(this.position);
      if (there && this.rise < RISE) this.rise++;
      this.out[0][i] = this.next(0, there, whole);
      this.out[1][i] = this.next(1, there, whole);
      this.position += step;
    }
    return this.out;
  }

  private next(side: 0 | 1, there: boolean, whole: number): number {
    const tail = this.tail[side] * DECAY;
    this.tail[side] = tail;
    const value = there ? (this.rise / RISE) * this.sample(whole, this.position - whole, side) : 0;
    this.last[side] = value;
    return value + tail;
  }

  /** Goes on elsewhere: what was heard last decays while the other rises. */
  private jump(position: number): void {
    this.tail[0] += this.last[0];
    this.tail[1] += this.last[1];
    this.last[0] = 0;
    this.last[1] = 0;
    this.rise = 0;
    this.position = position;
  }

  private sample(whole: number, t: number, side: number): number {
    if (t === 0) return this.at(whole, side);
    return hermite(this.at(whole - 1, side), this.at(whole, side), this.at(whole + 1, side), this.at(whole + 2, side), t);
  }

  private at(frame: number, side: number): number {
    return this.ring[(((frame % CAPACITY) + CAPACITY) % CAPACITY) * 2 + side] ?? 0;
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
