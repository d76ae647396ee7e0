/** Cuts a stream of stereo sound into interleaved blocks of one length, clamped to −1…1. */
export class BlockCutter {
  private readonly block: Float32Array<ArrayBuffer>;
  private filled = 0;
  private first = 0;
  /** When the block under way began. */
  private at = 0;

  /**
   * `frames`: sample frames in a block, `rate` of them a second. `send` gets each block with the index of its first
   * sample frame and the time of that, and must copy it: the next block is written into the same memory.
   */
  constructor(
    private readonly frames: number,
    private readonly rate: number,
    private readonly send: (first: number, at: number, pcm: ArrayBuffer) => void,
  ) {
    this.block = new Float32Array(frames * 2);
  }

  /** Adds sound that begins at the time `at` in ms. */
  add(left: Float32Array, right: Float32Array, at: number): void {
    for (let i = 0; i < left.length; i++) {
      if (this.filled === 0) this.at = at + (i * 1000) / this.rate;
      this.block[this.filled * 2] = Math.max(-1, Math.min(1, left[i] ?? 0));
      this.block[this.filled * 2 + 1] = Math.max(-1, Math.min(1, right[i] ?? 0));
      if (++this.filled < this.frames) continue;
      this.filled = 0;
      this.send(this.first, this.at, this.block.buffer);
      this.first += this.frames;
    }
  }
}
