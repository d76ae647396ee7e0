import { type Stereo, stereo } from "./stereo";

/** From one delay to another the sound is cross-faded in so many sample frames (10 ms at 48 kHz). */
const FADE = 480;

/** Delays stereo sound by whole sample frames. */
export class DelayLine {
  /** What came last; none while nothing is delayed. Its length is a power of two. */
  private ring: Stereo | null = null;
  private written = 0;
  private delay = 0;
  private wanted = 0;
  /** Sample frames of the running fade from `delay` to `next`; 0 while none runs. */
  private fading = 0;
  private next = 0;
  private readonly out: Stereo;

  /** `quantum`: sample frames of each piece of sound. */
  constructor(private readonly quantum: number) {
    this.out = stereo(quantum);
  }

  /** From now on sound comes out `frames` later than it went in. `atOnce`: without a fade, for a line not yet heard. */
  set(frames: number, atOnce = false): void {
    this.wanted = frames;
    if (frames > 0) this.reserve(frames + this.quantum);
    if (!atOnce) return;
    this.delay = frames;
    this.fading = 0;
  }

  /** The delayed sound, valid until the next call; the sound itself while there is no delay. */
  process(sound: Stereo): Stereo {
    const { ring, out } = this;
    if (ring === null) return sound;
    if (this.fading === 0 && this.delay !== this.wanted) {
      this.next = this.wanted;
      this.fading = 1;
    }
    const mask = ring[0].length - 1;
    for (let i = 0; i < this.quantum; i++) {
      const at = this.written++;
      let left = sound[0][i] ?? 0;
      let right = sound[1][i] ?? 0;
      // Before the first that is remembered comes silence: it must not break off.
      const rise = at < FADE ? at / FADE : 1;
      ring[0][at & mask] = left * rise;
      ring[1][at & mask] = right * rise;
      if (this.delay > 0) {
        const from = (at - this.delay) & mask;
        left = ring[0][from] ?? 0;
        right = ring[1][from] ?? 0;
      }
      if (this.fading > 0) {
        const to = (at - this.next) & mask;
        const share = this.fading / FADE;
        left += share * ((ring[0][to] ?? 0) - left);
        right += share * ((ring[1][to] ?? 0) - right);
        if (++this.fading > FADE) {
          this.delay = this.next;
          this.fading = 0;
        }
      }
      out[0][i] = left;
      out[1][i] = right;
    }
    if (this.delay === 0 && this.wanted === 0 && this.fading === 0) {
      this.ring = null;
      this.written = 0;
    }
    return out;
  }

  /** Memory for `frames`; what is in it stays. */
  private reserve(frames: number): void {
    const old = this.ring;
    if (old !== null && old[0].length >= frames) return;
    const length = 2 ** Math.ceil(Math.log2(frames));
    const ring = stereo(length);
    if (old !== null) {
      for (let i = Math.max(0, this.written - old[0].length); i < this.written; i++) {
        for (const side of [0, 1] as const) ring[side][i & (length - 1)] = old[side][i & (old[0].length - 1)] ?? 0;
      }
    }
    this.ring = ring;
  }
}
