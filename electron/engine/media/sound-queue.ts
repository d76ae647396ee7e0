import { CHANNELS, SAMPLE_RATE } from "../../contract/video";

const FRAME_BYTES = CHANNELS * Float32Array.BYTES_PER_ELEMENT;

/** Sound that came out of a pipe and waits to be heard. Positions are sample frames since its beginning. */
export class SoundQueue {
  private readonly ring: Uint8Array;
  private readonly samples: Float32Array;
  private bytes = 0;
  private read = 0;

  /** Room for `seconds`. */
  constructor(seconds: number) {
    this.ring = new Uint8Array(seconds * SAMPLE_RATE * FRAME_BYTES);
    this.samples = new Float32Array(this.ring.buffer);
  }

  /** Sample frames that came in all. */
  get total(): number {
    return Math.floor(this.bytes / FRAME_BYTES);
  }

  /** Sample frames that wait. */
  get length(): number {
    return Math.max(0, this.total - this.read);
  }

  /** Takes the next bytes of the stream. Throws RangeError when there is no room for them. */
  push(chunk: Uint8Array): void {
    if (this.bytes + chunk.byteLength - this.read * FRAME_BYTES > this.ring.byteLength) throw new RangeError("sound queue is full");
    const at = this.bytes % this.ring.byteLength;
    const before = Math.min(chunk.byteLength, this.ring.byteLength - at);
    this.ring.set(chunk.subarray(0, before), at);
    this.ring.set(chunk.subarray(before), 0);
    this.bytes += chunk.byteLength;
  }

  /** Copies what is there of `count` sample frames from `position` on into `out` at `at`; what is before them is given up. */
  take(position: number, count: number, out: Float32Array, at: number): void {
    const end = Math.min(position + count, this.total);
    for (let frame = Math.max(position, this.read); frame < end; frame++) {
      const from = (frame * CHANNELS) % this.samples.length;
      const to = (at + frame - position) * CHANNELS;
      out[to] = this.samples[from] ?? 0;
      out[to + 1] = this.samples[from + 1] ?? 0;
    }
    this.read = Math.max(this.read, Math.min(position + count, this.total));
  }
}
