import { PACKET, type StreamFormat, type Unit } from "../bus/unit";
import type { Packager } from "./packager";

/** Transport packets in one SRT message: what every receiver expects (SRTO_PAYLOADSIZE 1316). */
const MESSAGE_PACKETS = 7;

/**
 * The encoder's transport stream as it is, for SRT; the tables are repeated before each keyframe. Where pictures were
 * left out, packets are numbered anew: a receiver would take a jump for damage and throw good pictures away.
 */
export class TransportPackager implements Packager {
  /** One message of null packets (ISO/IEC 13818-1, PID 0x1fff), which every receiver ignores. */
  readonly preface = Buffer.concat(Array.from({ length: MESSAGE_PACKETS }, nullPacket));
  private tables: Buffer | null = null;
  private repeated = 0;
  /** The last continuity_counter sent, by PID. */
  private readonly counters = new Map<number, number>();

  format(format: StreamFormat): void {
    this.tables = format.tables;
  }

  pack(unit: Unit): Buffer {
    const packets = this.continued(unit.packets);
    if (!unit.keyframe || this.tables === null) return packets;
    return Buffer.concat([this.numberedTables(this.tables), packets]);
  }

  /** The packets of one PES, counting on from the last ones of their PID (continuity_counter, 2.4.3.3). */
  private continued(packets: Buffer): Buffer {
    const pid = packets.readUInt16BE(1) & 0x1fff;
    const first = packets.readUInt8(3) & 0x0f;
    const before = this.counters.get(pid);
    // a PES begins with payload, so its first packet counts one on
    const shift = before === undefined ? 0 : (before + 1 - first) & 0x0f;
    const last = (packets.readUInt8(packets.length - PACKET + 3) + shift) & 0x0f;
    this.counters.set(pid, last);
    if (shift === 0) return packets;
    const copy = Buffer.from(packets); // shared with everybody else on the bus
    for (let at = 3; at < copy.length; at += PACKET) {
      const byte = copy.readUInt8(at);
      copy.writeUInt8((byte & 0xf0) | ((byte + shift) & 0x0f), at);
    }
    return copy;
  }

  /** Each packet of the tables is the next of its PID, so each counts on (continuity_counter, 2.4.3.3). */
  private numberedTables(tables: Buffer): Buffer {
    const copy = Buffer.from(tables);
    for (let at = 0; at + PACKET <= copy.length; at += PACKET) {
      copy.writeUInt8((copy.readUInt8(at + 3) & 0xf0) | (this.repeated & 0x0f), at + 3);
    }
    this.repeated += 1;
    return copy;
  }
}

function nullPacket(): Buffer {
  const packet = Buffer.alloc(PACKET, 0xff);
  packet.set([0x47, 0x1f, 0xff, 0x10]);
  return packet;
}
