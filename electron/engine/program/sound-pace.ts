import { SAMPLE_RATE } from "../../contract/video";

/** Sound this near to where it belongs is left alone, in ms. */
const DEAD_ZONE = 3;

/** Sound further than this from where it belongs is put there at once, in ms: the mixer or the program lost something. */
const ASTRAY = 12;

/** Correction per ms of what lies between, and its limit: 0.5 % is under a tenth of a semitone. */
const GAIN = 0.0007;
const MAX_CORRECTION = 0.005;

const FRAMES_PER_MS = SAMPLE_RATE / 1000;

/** What is taken next: so many samples from `from` on, `step` of them for each that goes out. */
export interface Taking {
  readonly from: number;
  readonly step: number;
  /** Whether that is elsewhere than where the last taking ended. */
  readonly jumped: boolean;
  /** Whether it has come, and is still remembered. */
  readonly there: boolean;
}

/**
 * Where in the mixer's sound the program is to take its own from. The mixer's samples are counted, and lie on a time line by
 * the time at which they were made; a clock of the mixer that runs fast or slow is followed by parts of a per mille. Pure:
 * counts and times, no sound.
 */
export class SoundPace {
  /** Sample frames that came or were lost so far; taking happens at a fractional position. */
  written = 0;
  private read = 0;
  private started = false;
  /** Unix time in ms of sample frame 0, by the newest block. */
  private origin: number | null = null;

  /** Sample frames further back than `memory` are forgotten. */
  constructor(private readonly memory: number) {}

  /** A block of `frames`, made from Unix time `at` (ms) on, is about to be written. Gives how many were lost before it. */
  push(frames: number, at: number): number {
    const missing = this.origin === null ? 0 : at - this.origin - this.written / FRAMES_PER_MS;
    // More than the memory was a clock that was set: nothing was lost with it, and what was is forgotten anyway.
    const lost = missing > ASTRAY ? Math.min(this.memory, Math.round(missing * FRAMES_PER_MS)) : 0;
    this.written += lost;
    this.origin = at - this.written / FRAMES_PER_MS;
    this.written += frames;
    return lost;
  }

  /** The next `frames` are to be those made from Unix time `at` (ms) on; null before anything came. */
  take(frames: number, at: number): Taking | null {
    if (this.origin === null) return null;
    const wanted = (at - this.origin) * FRAMES_PER_MS;
    const astray = Math.abs(wanted - this.read) > ASTRAY * FRAMES_PER_MS;
    // There is nothing to leave before the first.
    const jumped = astray && this.started;
    this.started = true;
    if (astray) this.read = Math.round(wanted);
    let step = 1 + correction((wanted - this.read) / FRAMES_PER_MS);
    const oldest = Math.max(0, this.written - this.memory);
    const there = this.read >= oldest && this.read + frames * step + 3 <= this.written;
    if (!there) step = 1;
    // True clocks stay on whole samples, so that those pass as they are.
    else if (step === 1) this.read = Math.round(this.read);
    const from = this.read;
    this.read += frames * step;
    return { from, step, jumped, there };
  }

  /** Whether the `frames` made from Unix time `at` (ms) on have come, as far as can be told; nothing is waited for before the first. */
  ready(frames: number, at: number): boolean {
    return this.origin === null || (at - this.origin) * FRAMES_PER_MS + frames + ASTRAY * FRAMES_PER_MS <= this.written;
  }

  /** Sample frames that came and were not taken yet. */
  get ahead(): number {
    return this.written - this.read;
  }
}

/** Relative speed-up for a difference in ms: none near zero, so that a true clock is left bit-exact. */
function correction(difference: number): number {
  const beyond = Math.sign(difference) * Math.max(0, Math.abs(difference) - DEAD_ZONE);
  return Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, beyond * GAIN));
}
