/**
 * Frames that came out of a pipe and wait to be shown, oldest first. Their memory is used again: `shift` gives a frame
 * back, so whoever took `head` is done with it by then.
 */
export class FrameQueue {
  private readonly frames: ArrayBuffer[] = [];
  private readonly free: ArrayBuffer[] = [];
  private filling: Uint8Array;
  private filled = 0;
  /** Frames that came in all. */
  total = 0;

  /** Of frames of `bytes` each. */
  constructor(private readonly bytes: number) {
    this.filling = new Uint8Array(bytes);
  }

  get length(): number {
    return this.frames.length;
  }

  /** Number of the oldest frame that waits, counted from 0. */
  get first(): number {
    return this.total - this.frames.length;
  }

  get head(): ArrayBuffer | undefined {
    return this.frames[0];
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Uint8Array): void {
    let from = 0;
    while (from < chunk.byteLength) {
      const count = Math.min(chunk.byteLength - from, this.bytes - this.filled);
      this.filling.set(chunk.subarray(from, from + count), this.filled);
      this.filled += count;
      from += count;
      if (this.filled === this.bytes) this.complete();
    }
  }

  shift(): void {
    const frame = this.frames.shift();
    if (frame !== undefined) this.free.push(frame);
  }

  private complete(): void {
    this.frames.push(this.filling.buffer as ArrayBuffer);
    this.filling = new Uint8Array(this.free.pop() ?? new ArrayBuffer(this.bytes));
    this.filled = 0;
    this.total += 1;
  }
}
