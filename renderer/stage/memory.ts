/** How far beyond an area the kernels may read, in bytes. */
export const SLACK = 64;

/** Areas begin at multiples of this, in bytes. */
const ALIGNMENT = 64;

/** The first bytes belong to the compiled kernels themselves (their constants). */
const RESERVED = 65_536;

interface Gap {
  offset: number;
  bytes: number;
}

/**
 * Hands out areas of the kernels' memory: first fit, gaps that meet become one. For what lives long; a frame's work
 * allocates nothing.
 */
export class Memory {
  /** By their offsets; no two touch. */
  private readonly gaps: Gap[];
  private readonly taken = new Map<number, number>();

  /** @param size Bytes of the whole memory. */
  constructor(size: number) {
    this.gaps = [{ offset: RESERVED, bytes: size - RESERVED }];
  }

  /** The offset of `bytes` bytes, their content undefined, SLACK after them readable. Throws RangeError when there is no room. */
  allocate(bytes: number): number {
    const needed = Math.ceil((bytes + SLACK) / ALIGNMENT) * ALIGNMENT;
    const index = this.gaps.findIndex((gap) => gap.bytes >= needed);
    const gap = this.gaps[index];
    if (gap === undefined) throw new RangeError(`The stage has no room for ${bytes} bytes more`);
    const { offset } = gap;
    gap.offset += needed;
    gap.bytes -= needed;
    if (gap.bytes === 0) this.gaps.splice(index, 1);
    this.taken.set(offset, needed);
    return offset;
  }

  /** Gives an area back. Throws RangeError when there is none at `offset`. */
  free(offset: number): void {
    const bytes = this.taken.get(offset);
    if (bytes === undefined) throw new RangeError(`Nothing is allocated at ${offset}`);
    this.taken.delete(offset);
    const found = this.gaps.findIndex((gap) => gap.offset > offset);
    const next = found === -1 ? this.gaps.length : found;
    const before = this.gaps[next - 1];
    const after = this.gaps[next];
    const joinsBefore = before !== undefined && before.offset + before.bytes === offset;
    const joinsAfter = after !== undefined && offset + bytes === after.offset;
    if (joinsBefore) {
      before.bytes += bytes;
      if (joinsAfter) {
        before.bytes += after.bytes;
        this.gaps.splice(next, 1);
      }
    } else if (joinsAfter) {
      after.offset = offset;
      after.bytes += bytes;
    } else this.gaps.splice(next, 0, { offset, bytes });
  }

  /** Bytes handed out now. */
  get used(): number {
    let sum = 0;
    for (const bytes of this.taken.values()) sum += bytes;
    return sum;
  }
}
