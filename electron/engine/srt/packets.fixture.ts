/** For tests: SRT packets as they are on the wire (draft-sharabayko-srt-01, section 3). */

export function dataPacket(sequence: number, length = 1316, again = false): Buffer {
  const packet = Buffer.alloc(16 + length, 0x47);
  packet.writeUInt32BE(sequence, 0);
  packet.writeUInt32BE((again ? 0xc4000000 : 0xc0000000) + (sequence & 0xff), 4);
  return packet;
}

export function controlPacket(type: number, body: readonly number[]): Buffer {
  const packet = Buffer.alloc(16 + 4 * body.length);
  packet.writeUInt16BE(0x8000 | type, 0);
  body.forEach((word, i) => packet.writeUInt32BE(word >>> 0, 16 + 4 * i));
  return packet;
}

/** A full ACK; round-trip time and variance in µs. */
export const ackPacket = (sequence: number, roundTrip = 20_000, variance = 4000): Buffer =>
  controlPacket(2, [sequence, roundTrip, variance, 8000, 500, 1000, 600_000]);

export const nakPacket = (...words: number[]): Buffer => controlPacket(3, words);

export const handshakePacket = (): Buffer => controlPacket(0, [5, 0, 7, 1500, 8192, 0xffffffff, 1, 0, 0, 0, 0, 0]);
