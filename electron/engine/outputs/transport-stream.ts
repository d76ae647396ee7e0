import { Continuity, countOn } from "../bus/continuity";
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
  private readonly continuity = new Continuity();

  format(format: StreamFormat): void {
    this.tables = format.tables;
  }

  pack(unit: Unit): Buffer {
    const packets = this.continued(unit.packets);
    if (!unit.keyframe || this.tables === null) return packets;
    return Buffer.concat([this.numberedTables(this.tables), packets]);
  }

  private continued(packets: Buffer): Buffer {
    const shift = this.continuity.follow(packets);
    if (shift === 0) return packets;
    const copy = Buffer.from(packets); // shared with everybody else on the bus
    countOn(copy, shift);
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
