import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import { aacFrames, elementaryBytes, NAL_DELIMITER, NAL_FILLER, NAL_PPS, NAL_SPS, nalType, nalUnits } from "./elementary-stream";
import type { Packager } from "./packager";

const AUDIO = 8;
const VIDEO = 9;
const SCRIPT = 18;
/** AVC packet types of the FLV specification 10.1, E.4.3.1; AAC uses the first two as well. */
const SEQUENCE_HEADER = 0;
const CODED = 1;
/** H.264 and AAC as FLV numbers them (E.4.3.1, E.4.2.1); AAC is always tagged 44 kHz, 16 bit, stereo. */
const AVC = 7;
const AAC = 10;
const AAC_TAG = (AAC << 4) | 0x0f;
const AAC_SAMPLES = 1024;

/**
 * Above this many bytes a picture loses its constant-rate filler: nginx-rtmp ends a connection whose message is
 * larger than 1 MB (max_message), and one picture after a stall may be padded beyond that.
 */
const FILLER_LIMIT = 500_000;

/**
 * FLV (Adobe Flash Video File Format Specification 10.1, annex E), which RTMP servers are sent. Timestamps are whole
 * milliseconds from the first keyframe on, so that they begin at 0 however long the encode has been running.
 */
export class FlvPackager implements Packager {
  /** File header with sound and picture, and the size of the tag before the first. RTMP itself leaves it out. */
  readonly preface = Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0]);
  private metadata: Buffer | null = null;
  /** Timestamp that becomes 0, in ticks. */
  private base: number | null = null;
  private avcConfig: Buffer | null = null;
  private aacConfig: number | null = null;

  format(format: StreamFormat): void {
    this.metadata = metadata(format);
    this.avcConfig = null;
    this.aacConfig = null;
  }

  pack(unit: Unit): Buffer {
    if (this.base === null) {
      if (!unit.keyframe) return Buffer.alloc(0);
      this.base = unit.dts;
    }
    // sound from before the first picture: there is no time before 0 for it
    if (unit.dts < this.base) return Buffer.alloc(0);
    const tags: Buffer[] = [];
    if (this.metadata !== null) {
      tags.push(tag(SCRIPT, 0, this.metadata));
      this.metadata = null;
    }
    if (unit.kind === "video") this.packPicture(unit, tags);
    else this.packSound(unit, tags);
    return Buffer.concat(tags);
  }

  private packPicture(unit: Unit, tags: Buffer[]): void {
    const bytes = elementaryBytes(unit);
    const dropFiller = bytes.length > FILLER_LIMIT;
    const nals = nalUnits(bytes).filter((nal) => {
      const type = nalType(nal);
      return type !== NAL_DELIMITER && !(dropFiller && type === NAL_FILLER);
    });
    const at = this.milliseconds(unit.dts);
    const sps = nals.find((nal) => nalType(nal) === NAL_SPS);
    const pps = nals.find((nal) => nalType(nal) === NAL_PPS);
    if (sps !== undefined && pps !== undefined) {
      const config = avcConfig(sps, pps);
      if (this.avcConfig === null || !this.avcConfig.equals(config)) {
        this.avcConfig = config;
        tags.push(tag(VIDEO, at, Buffer.from([(1 << 4) | AVC, SEQUENCE_HEADER, 0, 0, 0]), config));
      }
    }
    const head = Buffer.alloc(5);
    head.writeUInt8(((unit.keyframe ? 1 : 2) << 4) | AVC, 0);
    head.writeUInt8(CODED, 1);
    head.writeIntBE(this.milliseconds(unit.pts) - at, 2, 3);
    tags.push(
      tag(
        VIDEO,
        at,
        head,
        ...nals.flatMap((nal) => {
          const length = Buffer.alloc(4);
          length.writeUInt32BE(nal.length, 0);
          return [length, nal];
        }),
      ),
    );
  }

  private packSound(unit: Unit, tags: Buffer[]): void {
    aacFrames(elementaryBytes(unit)).forEach((frame, i) => {
      const at = this.milliseconds(unit.pts + Math.round((i * AAC_SAMPLES * TICKS) / frame.rate));
      if (this.aacConfig !== frame.config) {
        this.aacConfig = frame.config;
        tags.push(tag(AUDIO, at, Buffer.from([AAC_TAG, SEQUENCE_HEADER, frame.config >> 8, frame.config & 0xff])));
      }
      tags.push(tag(AUDIO, at, Buffer.from([AAC_TAG, CODED]), frame.raw));
    });
  }

  private milliseconds(ticks: number): number {
    return Math.round(((ticks - (this.base ?? 0)) * 1000) / TICKS);
  }
}

/** One FLV tag (E.4.1) with the size field that follows it. */
function tag(type: number, milliseconds: number, ...body: Buffer[]): Buffer {
  const size = body.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.alloc(11);
  head.writeUInt8(type, 0);
  head.writeUIntBE(size, 1, 3);
  head.writeUIntBE(milliseconds % 2 ** 24, 4, 3);
  head.writeUInt8(Math.floor(milliseconds / 2 ** 24) % 256, 7);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(11 + size, 0);
  return Buffer.concat([head, ...body, tail]);
}

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1) for 8-bit 4:2:0 video. */
function avcConfig(sps: Buffer, pps: Buffer): Buffer {
  const profile = sps.readUInt8(1);
  return Buffer.concat([
    Buffer.from([1, profile, sps.readUInt8(2), sps.readUInt8(3), 0xff]), // lengths of NAL units have 4 bytes
    Buffer.from([0xe1, sps.length >> 8, sps.length & 0xff]), // one SPS
    sps,
    Buffer.from([1, pps.length >> 8, pps.length & 0xff]), // one PPS
    pps,
    ...(profile >= 100 ? [Buffer.from([0xfd, 0xf8, 0xf8, 0])] : []), // 4:2:0, 8 bit, no SPS extension
  ]);
}

/** The onMetaData script (E.5), AMF 0. */
function metadata(format: StreamFormat): Buffer {
  const values: [name: string, value: number | boolean | string][] = [
    ["width", format.width],
    ["height", format.height],
    ["framerate", format.fps],
    ["videocodecid", AVC],
    ["audiocodecid", AAC],
    ["audiosamplerate", 48_000],
    ["audiosamplesize", 16],
    ["stereo", true],
    ["encoder", "Tallylight"],
  ];
  const count = Buffer.alloc(4);
  count.writeUInt32BE(values.length, 0);
  return Buffer.concat([
    amfString("onMetaData"),
    Buffer.from([8]), // ECMA array
    count,
    ...values.flatMap(([name, value]) => [amfString(name).subarray(1), amfValue(value)]),
    Buffer.from([0, 0, 9]), // end of the array
  ]);
}

function amfValue(value: number | boolean | string): Buffer {
  if (typeof value === "string") return amfString(value);
  if (typeof value === "boolean") return Buffer.from([1, value ? 1 : 0]);
  const bytes = Buffer.alloc(9);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function amfString(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const head = Buffer.from([2, 0, 0]);
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
