import type { Loudness } from "../../../electron/contract/mixer";
import { SILENCE_DB } from "../level-meter";
import { type Stereo, stereo } from "../stereo";
import { KWeighting } from "./k-weighting";

/** Sample frames of a step: 100 ms, so that gating blocks of 400 ms overlap by 75 %. */
const STEP = 4800;
const MOMENTARY_STEPS = 4;
const SHORT_TERM_STEPS = 30;

/** Blocks below it count nothing, in LUFS; those far below the rest neither, in LU. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/** Blocks are counted by loudness, in steps of 0.1 LU from the absolute gate to +30 LUFS: a broadcast may last for days. */
const BINS_PER_LU = 10;
const BINS = (30 - ABSOLUTE_GATE) * BINS_PER_LU;

const OFFSET = -0.691;
const loudnessOf = (power: number): number => (power <= 1e-12 ? SILENCE_DB : Math.max(SILENCE_DB, OFFSET + 10 * Math.log10(power)));

/** Loudness of stereo sound at 48 kHz after ITU-R BS.1770-4 and EBU R 128 (Tech 3341). */
export class LoudnessMeter {
  private readonly weighting = new KWeighting();
  private readonly weighted: Stereo;
  /** Mean powers of the last steps, both sides added. */
  private readonly steps = new Float64Array(SHORT_TERM_STEPS);
  private counted = 0;
  private filled = 0;
  private power = 0;
  private readonly blocks = new Float64Array(BINS);
  private readonly powers = new Float64Array(BINS);
  private newest: Loudness = nothing;

  /** `quantum`: sample frames of each piece of sound. */
  constructor(private readonly quantum: number) {
    this.weighted = stereo(quantum);
  }

  add([left, right]: Stereo): void {
    const [l, r] = this.weighted;
    l.set(left);
    r.set(right);
    this.weighting.process(this.weighted);
    for (let i = 0; i < this.quantum; i++) {
      this.power += (l[i] ?? 0) ** 2 + (r[i] ?? 0) ** 2;
      if (++this.filled < STEP) continue;
      this.step(this.power / STEP);
      this.power = 0;
      this.filled = 0;
    }
  }

  /** As of the last 100 ms. */
  read(): Loudness {
    return this.newest;
  }

  /** Begins anew, as at the beginning of a broadcast. */
  reset(): void {
    this.counted = 0;
    this.filled = 0;
    this.power = 0;
    this.steps.fill(0);
    this.blocks.fill(0);
    this.powers.fill(0);
    this.newest = nothing;
  }

  private step(power: number): void {
    this.steps[this.counted % SHORT_TERM_STEPS] = power;
    this.counted += 1;
    const momentary = this.mean(MOMENTARY_STEPS);
    if (this.counted >= MOMENTARY_STEPS) this.count(momentary);
    this.newest = {
      momentary: loudnessOf(momentary),
      shortTerm: loudnessOf(this.mean(SHORT_TERM_STEPS)),
      integrated: this.integrated(),
    };
  }

  /** Mean power of the last `steps` steps; what was before the beginning is silence. */
  private mean(steps: number): number {
    let sum = 0;
    for (let i = 1; i <= Math.min(steps, this.counted); i++) sum += this.steps[(this.counted - i) % SHORT_TERM_STEPS] ?? 0;
    return sum / steps;
  }

  private count(power: number): void {
    const bin = Math.floor((loudnessOf(power) - ABSOLUTE_GATE) * BINS_PER_LU);
    if (bin < 0) return;
    const at = Math.min(bin, BINS - 1);
    this.blocks[at] = (this.blocks[at] ?? 0) + 1;
    this.powers[at] = (this.powers[at] ?? 0) + power;
  }

  private integrated(): number {
    const loud = this.meanFrom(0);
    const gate = loudnessOf(loud) + RELATIVE_GATE;
    return loudnessOf(this.meanFrom(Math.max(0, Math.round((gate - ABSOLUTE_GATE) * BINS_PER_LU))));
  }

  /** Mean power of the blocks from a bin on. */
  private meanFrom(first: number): number {
    let blocks = 0;
    let power = 0;
    for (let bin = first; bin < BINS; bin++) {
      blocks += this.blocks[bin] ?? 0;
      power += this.powers[bin] ?? 0;
    }
    return blocks === 0 ? 0 : power / blocks;
  }
}

const nothing: Loudness = { momentary: SILENCE_DB, shortTerm: SILENCE_DB, integrated: SILENCE_DB };
