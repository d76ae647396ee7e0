/** Ticks per second of MPEG timestamps (ISO/IEC 13818-1, 2.4.3.7). */
export const TICKS = 90_000;

/** Length of one transport stream packet in bytes. */
export const PACKET = 188;

/**
 * One encoded picture or audio frame: a whole PES packet as the transport stream packets that carry it, in one piece,
 * shared by all taps and never written to. Timestamps are 90 kHz ticks, unwrapped, and go on across encoder restarts.
 */
export interface Unit {
  readonly kind: "video" | "audio";
  /** Which sound: 0 is the program's, from 1 on follow channels of the mixer alone. 0 for pictures. */
  readonly track: number;
  readonly pts: number;
  readonly dts: number;
  /** A video picture at which a decoder can start. */
  readonly keyframe: boolean;
  /** A video picture no other picture refers to (nal_ref_idc 0). */
  readonly disposable: boolean;
  /** Unix time in ms at which the program clock took this picture or sound: what glass-to-glass is counted from. */
  readonly takenAt: number;
  /** Whole 188-byte packets. */
  readonly packets: Buffer;
}

/** What a decoder must know before the first unit. */
export interface StreamFormat {
  /** PAT and PMT packets, to be sent before the first unit and now and then again. */
  readonly tables: Buffer;
  /** RFC 6381, for example "avc1.64001f" and "mp4a.40.2". */
  readonly videoCodec: string;
  readonly audioCodec: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}
