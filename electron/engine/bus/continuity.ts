import { PACKET } from "./unit";

/** continuity_counter of transport packets, by PID, so that what is put together counts on without a jump (ISO/IEC 13818-1, 2.4.3.3). */
export class Continuity {
  private readonly last = new Map<number, number>();

  /** How far the counters of the packets of one PES must be moved on to follow what came before of their PID; 0…15. */
  follow(packets: Buffer): number {
    const pid = packets.readUInt16BE(1) & 0x1fff;
    const first = packets.readUInt8(3) & 0x0f;
    const before = this.last.get(pid);
    // a PES begins with payload, so its first packet counts one on
    const shift = before === undefined ? 0 : (before + 1 - first) & 0x0f;
    this.last.set(pid, (packets.readUInt8(packets.length - PACKET + 3) + shift) & 0x0f);
    return shift;
  }
}

/** Moves the counters of these packets on, in place. */
export function countOn(packets: Buffer, shift: number): void {
  for (let at = 3; at < packets.length; at += PACKET) {
    const byte = packets.readUInt8(at);
    packets.writeUInt8((byte & 0xf0) | ((byte + shift) & 0x0f), at);
  }
}
