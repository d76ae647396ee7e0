import { payloadOffset } from "./payload";
import { PACKET } from "./unit";

/** Stream types of ISO/IEC 13818-1, table 2-34: H.264, and AAC in ADTS. */
export const VIDEO_STREAM_TYPE = 0x1b;
export const AUDIO_STREAM_TYPE = 0x0f;

/** What follows the last stream in a PMT, in bytes. */
const CRC = 4;

/** One stream of a PMT: its type, its PID, and where in the packet it is described. */
export interface ListedStream {
  readonly type: number;
  readonly pid: number;
  readonly from: number;
  readonly to: number;
}

/** Where the section begins: behind the pointer field. */
const sectionOf = (packet: Buffer): number => payloadOffset(packet) + 1;

/** The PMT's PID of the only program of a PAT (2.4.4.3). */
export function pmtPidOf(pat: Buffer): number {
  // 8 bytes of section header, then the program's number
  return pat.readUInt16BE(sectionOf(pat) + 10) & 0x1fff;
}

/** The streams of a PMT that is one packet, in its order (2.4.4.8). */
export function streamsOf(pmt: Buffer): ListedStream[] {
  const section = sectionOf(pmt);
  const end = section + 3 + (pmt.readUInt16BE(section + 1) & 0x0fff) - CRC;
  const streams: ListedStream[] = [];
  for (let from = section + 12 + (pmt.readUInt16BE(section + 10) & 0x0fff); from + 5 <= end; ) {
    const to = from + 5 + (pmt.readUInt16BE(from + 3) & 0x0fff);
    streams.push({ type: pmt.readUInt8(from), pid: pmt.readUInt16BE(from + 1) & 0x1fff, from, to });
    from = to;
  }
  return streams;
}

/** PAT and PMT of the program alone: the same ones, without any sound but the first. */
export function programTables(tables: Buffer): Buffer {
  const pmt = tables.subarray(PACKET);
  const streams = streamsOf(pmt);
  const program = streams.find(({ type }) => type === AUDIO_STREAM_TYPE);
  const kept = streams.filter((stream) => stream === program || stream.type !== AUDIO_STREAM_TYPE);
  if (kept.length === streams.length) return tables;
  const copy = Buffer.from(tables);
  const section = copy.subarray(PACKET + sectionOf(pmt));
  let end = (streams[0]?.from ?? 0) - sectionOf(pmt);
  for (const { from, to } of kept) end += pmt.copy(section, end, from, to);
  section.writeUInt16BE((section.readUInt16BE(1) & 0xf000) | (end + CRC - 3), 1);
  section.writeUInt32BE(crc32(section.subarray(0, end)), end);
  section.fill(0xff, end + CRC);
  return copy;
}

/** The CRC of table sections (annex A). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  }
  return crc >>> 0;
}
