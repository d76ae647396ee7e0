/**
 * What can be read in SRT packets on their way: headers and control packets are never encrypted. Field positions after
 * draft-sharabayko-srt-01, section 3. Nothing here throws or allocates, whatever the bytes are.
 */

export type SrtPacketKind = "data" | "handshake" | "ack" | "nak" | "shutdown" | "other";

/** Bytes of the header; a data packet's payload follows. */
export const SRT_HEADER = 16;
/** Bytes of a handshake without extensions. */
const HANDSHAKE = SRT_HEADER + 48;

/** By control type (3.2). */
const CONTROL: readonly (SrtPacketKind | undefined)[] = ["handshake", undefined, "ack", "nak", undefined, "shutdown"];

/** What a datagram is; "other" too for what is no SRT packet. */
export function kindOf(packet: Buffer): SrtPacketKind {
  if (packet.length < SRT_HEADER) return "other";
  const first = packet.readUInt16BE(0);
  if (first < 0x8000) return "data";
  const kind = CONTROL[first & 0x7fff] ?? "other";
  if (kind === "handshake" && packet.length < HANDSHAKE) return "other";
  if (kind === "ack" && packet.length < SRT_HEADER + 4) return "other";
  return kind;
}

/** Sequence number of a data packet (3.1), 31 bit. */
export function sequenceOf(data: Buffer): number {
  return data.readUInt32BE(0) & 0x7fffffff;
}

/** Whether a data packet was sent before (R, 3.1). */
export function isRetransmitted(data: Buffer): boolean {
  return (data.readUInt8(4) & 0x04) !== 0;
}

/** The first sequence number that the receiver of an ACK's sender still misses (3.2.4). */
export function acknowledgedBy(ack: Buffer): number {
  return ack.readUInt32BE(SRT_HEADER) & 0x7fffffff;
}

/** Round-trip time of a full ACK in ms (3.2.4); null in a light one. */
export function roundTripOf(ack: Buffer): number | null {
  return ack.length < SRT_HEADER + 8 ? null : ack.readUInt32BE(SRT_HEADER + 4) / 1000;
}

/** How much it varies, in ms (RTTVar, 3.2.4); null in a light ACK. */
export function varianceOf(ack: Buffer): number | null {
  return ack.length < SRT_HEADER + 12 ? null : ack.readUInt32BE(SRT_HEADER + 8) / 1000;
}

/** Tells every range of lost packets a NAK names, both ends included (3.2.5, Appendix A). */
export function eachLoss(nak: Buffer, tell: (first: number, last: number) => void): void {
  for (let at = SRT_HEADER; at + 4 <= nak.length; at += 4) {
    const first = nak.readUInt32BE(at);
    if (first < 0x80000000) {
      tell(first, first);
      continue;
    }
    at += 4;
    if (at + 4 > nak.length) return;
    tell(first & 0x7fffffff, nak.readUInt32BE(at) & 0x7fffffff);
  }
}

/** How many sequence numbers `a` comes after `b`; they are counted modulo 2^31. */
export function sequenceDistance(a: number, b: number): number {
  return ((a - b) << 1) >> 1;
}

/** The sequence number so many after another. */
export function sequenceAfter(sequence: number, count: number): number {
  return (sequence + count) & 0x7fffffff;
}
