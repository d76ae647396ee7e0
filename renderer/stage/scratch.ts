import type { Memory } from "./memory";

/** Room for what lives only within one call; all kernels' users share it. */
export class Scratch {
  private at: number | null = null;
  private bytes = 0;

  constructor(private readonly memory: Memory) {}

  /** The offset of at least so many bytes. Throws RangeError when the memory is full. */
  reserve(bytes: number): number {
    if (this.at !== null && bytes <= this.bytes) return this.at;
    if (this.at !== null) this.memory.free(this.at);
    this.at = null;
    this.at = this.memory.allocate(bytes);
    this.bytes = bytes;
    return this.at;
  }
}
