import { PACKET, type Unit } from "../bus/unit";

/** The coded picture or sound of a unit, without its transport packets and PES header (ISO/IEC 13818-1, 2.4.3). */
export function elementaryBytes({ packets }: Unit): Buffer {
  const parts: Buffer[] = [];
  for (let start = 0; start + PACKET <= packets.length; start += PACKET) {
    const control = (packets.readUInt8(start + 3) >> 4) & 3;
    if ((control & 1) === 0) continue; // adaptation field only
    let at = start + ((control & 2) === 0 ? 4 : 5 + packets.readUInt8(start + 4));
    if (start === 0) at += 9 + packets.readUInt8(at + 8);
    parts.push(packets.subarray(at, start + PACKET));
  }
  return Buffer.concat(parts);
}

/** NAL unit types of ITU-T H.264, table 7-1. */
export const NAL_SPS = 7;
export const NAL_PPS = 8;
export const NAL_DELIMITER = 9;
export const NAL_FILLER = 12;

export function nalType(nal: Buffer): number {
  return nal.readUInt8(0) & 0x1f;
}

/** The NAL units of a byte stream (ITU-T H.264, annex B), as views without start codes and trailing zeros. */
export function nalUnits(bytes: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  let begin = -1;
  let at = bytes.indexOf(START_CODE);
  while (at >= 0) {
    if (begin >= 0) pushNal(nals, bytes, begin, at);
    begin = at + START_CODE.length;
    at = bytes.indexOf(START_CODE, begin);
  }
  if (begin >= 0) pushNal(nals, bytes, begin, bytes.length);
  return nals;
}

const START_CODE = Buffer.from([0, 0, 1]);

function pushNal(nals: Buffer[], bytes: Buffer, begin: number, end: number): void {
  while (end > begin && bytes[end - 1] === 0) end -= 1;
  if (end > begin) nals.push(bytes.subarray(begin, end));
}

export interface AacFrame {
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1), two bytes. */
  readonly config: number;
  /** One raw_data_block: 1024 samples for each channel. */
  readonly raw: Buffer;
  /** Samples in a second. */
  readonly rate: number;
}

const RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];

/** The AAC frames of an ADTS stream (ISO/IEC 14496-3, 1.A.2.2). What is no ADTS ends the list. */
export function aacFrames(bytes: Buffer): AacFrame[] {
  const frames: AacFrame[] = [];
  let at = 0;
  while (at + 7 <= bytes.length && (bytes.readUInt16BE(at) & 0xfff0) === 0xfff0) {
    const header = bytes.readUInt8(at + 1) & 1 ? 7 : 9;
    const objectType = (bytes.readUInt8(at + 2) >> 6) + 1;
    const rateIndex = (bytes.readUInt8(at + 2) >> 2) & 15;
    const channels = ((bytes.readUInt8(at + 2) & 1) << 2) | (bytes.readUInt8(at + 3) >> 6);
    const length = ((bytes.readUInt8(at + 3) & 3) << 11) | (bytes.readUInt16BE(at + 4) >> 5);
    if (length < header || at + length > bytes.length) break;
    frames.push({
      config: (objectType << 11) | (rateIndex << 7) | (channels << 3),
      raw: bytes.subarray(at + header, at + length),
      rate: RATES[rateIndex] ?? 48_000,
    });
    at += length;
  }
  return frames;
}
