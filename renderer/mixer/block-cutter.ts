import { CHANNELS } from "../../electron/contract/video";
import type { Stereo } from "./stereo";

/** What is done with a block: index and time of its first sample frame, the tracks behind the program, the samples. */
type Send = (first: number, at: number, tracks: string[], pcm: ArrayBuffer) => void;

/**
 * Cuts a stream of stereo sound, the program and tracks beside it, into interleaved blocks of one length, clamped to
 * −1…1. A block has the tracks that were there when it began.
 */
export class BlockCutter {
  private block: Float32Array<ArrayBuffer>;
  private tracks: string[] = [];
  /** Where `tracks` come from. */
  private known: ReadonlyMap<string, Stereo> | null = null;
  private filled = 0;
  private first = 0;
  /** When the block under way began. */
  private at = 0;

  /**
   * `frames`: sample frames in a block, `rate` of them a second. `send` gets each block and must copy it: the next one is
   * written into the same memory.
   */
  constructor(
    private readonly frames: number,
    private readonly rate: number,
    private readonly send: Send,
  ) {
    this.block = new Float32Array(frames * CHANNELS);
  }

  /** Adds sound that begins at the time `at` in ms; `tracks` is another map when others are there, and all are as long as the program. */
  add(program: Stereo, tracks: ReadonlyMap<string, Stereo>, at: number): void {
    const { length } = program[0];
    for (let from = 0; from < length; ) {
      if (this.filled === 0) this.begin(tracks, at + (from * 1000) / this.rate);
      const count = Math.min(length - from, this.frames - this.filled);
      this.lay(program, 0, from, count);
      for (let n = 0; n < this.tracks.length; n++) this.lay(tracks.get(this.tracks[n] ?? "") ?? null, n + 1, from, count);
      from += count;
      this.filled += count;
      if (this.filled < this.frames) return;
      this.filled = 0;
      this.send(this.first, this.at, this.tracks, this.block.buffer);
      this.first += this.frames;
    }
  }

  private begin(tracks: ReadonlyMap<string, Stereo>, at: number): void {
    this.at = at;
    if (tracks === this.known) return;
    this.known = tracks;
    this.tracks = [...tracks.keys()];
    const length = this.frames * CHANNELS * (1 + this.tracks.length);
    if (length !== this.block.length) this.block = new Float32Array(length);
  }

  /** Writes `count` sample frames of a sound (null: silence) into the pair with this index. */
  private lay(sound: Stereo | null, pair: number, from: number, count: number): void {
    const width = CHANNELS * (1 + this.tracks.length);
    for (let i = 0; i < count; i++) {
      const to = (this.filled + i) * width + pair * CHANNELS;
      this.block[to] = Math.max(-1, Math.min(1, sound?.[0][from + i] ?? 0));
      this.block[to + 1] = Math.max(-1, Math.min(1, sound?.[1][from + i] ?? 0));
    }
  }
}
