import { PACKET } from "./unit";

/** Offset of the payload in a transport stream packet (ISO/IEC 13818-1, 2.4.3.2 and 2.4.3.4). */
export function payloadOffset(packet: Buffer): number {
  const control = (packet.readUInt8(3) >> 4) & 3;
  if ((control & 2) === 0) return 4;
  return Math.min(PACKET, 5 + packet.readUInt8(4));
}
