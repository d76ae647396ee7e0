/**
 * A partial segment (RFC 8216bis, 4.4.4.9): the smallest piece a player can fetch. The parts of one segment, joined,
 * are that segment.
 */
export interface Part {
  /** Media sequence number of the segment it belongs to; counts up for as long as the server runs. */
  readonly segment: number;
  /** Place within the segment, from 0. */
  readonly index: number;
  /** True for the part that ends its segment. */
  readonly last: boolean;
  /** True when it begins with a keyframe. */
  readonly independent: boolean;
  /** Discontinuity sequence number: goes up by one where timestamps or format jump, always between two segments. */
  readonly epoch: number;
  /** Unix time in ms at which its first picture was taken. */
  readonly takenAt: number;
  /** 90 kHz ticks. */
  readonly duration: number;
  /** Transport stream packets, shared with the bus and never written to. */
  readonly chunks: readonly Buffer[];
  /** Sum of the chunks in bytes. */
  readonly size: number;
}

/** Where the stream goes on: the part that has not come yet. */
export interface Position {
  readonly segment: number;
  readonly index: number;
}

export function positionAfter(part: Part): Position {
  return part.last ? { segment: part.segment + 1, index: 0 } : { segment: part.segment, index: part.index + 1 };
}
