import { payloadOffset } from "./payload";
import { AUDIO_STREAM_TYPE, pmtPidOf, streamsOf, VIDEO_STREAM_TYPE } from "./tables";
import { PACKET, type Unit } from "./unit";

const SYNC = 0x47;
const WRAP = 2 ** 33;

export interface SplitterEvents {
  /** PAT and PMT; ffmpeg says them again and again, and always the same. */
  tables(tables: Buffer): void;
  /** SPS bytes after the NAL header: profile, constraints, level. */
  profile(profile: number, constraints: number, level: number): void;
  unit(unit: Unit): void;
}

/** What a PID carries. Sound is numbered in the order of the PMT. */
interface Source {
  readonly kind: Unit["kind"];
  readonly track: number;
}

interface OpenPes {
  readonly source: Source;
  readonly parts: Buffer[];
  /** Payload bytes still to come; null when the PES does not say its length. */
  missing: number | null;
  readonly keyframe: boolean;
  readonly pts: number;
  readonly dts: number;
}

/**
 * Cuts the encoder's transport stream into Units as soon as each is complete. Written for ffmpeg's muxer, which
 * writes the packets of one PES in one run: the start of any PES ends the one before it.
 */
export class Splitter {
  private readonly events: SplitterEvents;
  private readonly takenAt: (ticks: number) => number;
  private rest: Buffer = Buffer.alloc(0);
  private pat: Buffer | null = null;
  private pmt: Buffer | null = null;
  private pmtPid = -1;
  private readonly sources = new Map<number, Source>();
  private open: OpenPes | null = null;
  private last: number;

  /**
   * `takenAt` turns a timestamp (90 kHz) into the Unix time in ms at which the program clock took it. `from` is
   * about where the stream begins, in ticks: timestamps have 33 bits and are continued from there.
   */
  constructor(events: SplitterEvents, takenAt: (ticks: number) => number, from = 0) {
    this.events = events;
    this.takenAt = takenAt;
    this.last = from;
  }

  /** Takes the next bytes of the stream, cut anywhere. */
  push(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    while (at + PACKET <= bytes.length) {
      if (bytes[at] !== SYNC) {
        at += 1; // lost sync: a killed encoder may end in the middle of a packet
        continue;
      }
      this.packet(bytes.subarray(at, at + PACKET));
      at += PACKET;
    }
    this.rest = bytes.subarray(at);
  }

  /** The encoder ended: what is complete comes out, half a packet is forgotten. */
  end(): void {
    this.close();
    this.rest = Buffer.alloc(0);
  }

  private packet(packet: Buffer): void {
    const pid = packet.readUInt16BE(1) & 0x1fff;
    if (pid === 0) return this.takePat(packet);
    if (pid === this.pmtPid) return this.takePmt(packet);
    const source = this.sources.get(pid);
    if (source === undefined) return;
    const payload = payloadOffset(packet);
    const starts = (packet.readUInt8(1) & 0x40) !== 0;
    if (starts) {
      this.close();
      this.open = openPes(source, packet, payload, this.last);
      if (this.open !== null) this.last = this.open.dts;
    }
    const pes = this.open;
    if (pes === null || pes.source !== source) return;
    pes.parts.push(packet);
    if (pes.missing === null) return;
    pes.missing -= PACKET - payload;
    if (pes.missing <= 0) this.close();
  }

  private close(): void {
    const pes = this.open;
    if (pes === null) return;
    this.open = null;
    const packets = alone(pes.parts);
    const { keyframe, pts, dts } = pes;
    const { kind, track } = pes.source;
    let disposable = false;
    if (kind === "video") {
      const picture = readPicture(packets);
      disposable = picture.disposable;
      if (picture.sps !== null) this.events.profile(...picture.sps);
    }
    this.events.unit({ kind, track, keyframe, pts, dts, disposable, takenAt: this.takenAt(pts), packets });
  }

  private takePat(packet: Buffer): void {
    if (this.pat !== null) return;
    this.pmtPid = pmtPidOf(packet);
    this.pat = Buffer.from(packet);
    this.announce();
  }

  private takePmt(packet: Buffer): void {
    if (this.pmt !== null) return;
    let track = 0;
    for (const { type, pid } of streamsOf(packet)) {
      if (type === VIDEO_STREAM_TYPE) this.sources.set(pid, { kind: "video", track: 0 });
      if (type === AUDIO_STREAM_TYPE) this.sources.set(pid, { kind: "audio", track: track++ });
    }
    this.pmt = Buffer.from(packet);
    this.announce();
  }

  private announce(): void {
    if (this.pat !== null && this.pmt !== null) this.events.tables(Buffer.concat([this.pat, this.pmt]));
  }
}

/**
 * The parts in one piece that has its memory to itself: a unit may be kept for minutes, and one out of Node's shared pool
 * would keep its neighbours too.
 */
function alone(parts: readonly Buffer[]): Buffer {
  const whole = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) at += part.copy(whole, at);
  return whole;
}

/** Reads the PES header (2.4.3.6). Null when it carries no timestamp: nothing ffmpeg would write. */
function openPes(source: Source, packet: Buffer, at: number, near: number): OpenPes | null {
  if (at + 14 > PACKET) return null;
  const length = packet.readUInt16BE(at + 4);
  const flags = packet.readUInt8(at + 7) >> 6;
  if ((flags & 2) === 0) return null;
  const pts = unwrap(readTimestamp(packet, at + 9), near);
  const dts = flags === 3 && at + 19 <= PACKET ? unwrap(readTimestamp(packet, at + 14), near) : pts;
  const adaptation = (packet.readUInt8(3) & 0x20) !== 0 && packet.readUInt8(4) > 0;
  const randomAccess = adaptation && (packet.readUInt8(5) & 0x40) !== 0;
  return {
    source,
    parts: [],
    missing: length === 0 ? null : length + 6,
    keyframe: source.kind === "video" && randomAccess,
    pts,
    dts,
  };
}

function readTimestamp(packet: Buffer, at: number): number {
  return (
    ((packet.readUInt8(at) >> 1) & 7) * 2 ** 30 +
    (packet.readUInt16BE(at + 1) >> 1) * 2 ** 15 +
    (packet.readUInt16BE(at + 3) >> 1)
  );
}

/** The 33-bit timestamp continued to the value nearest to `near`. */
function unwrap(timestamp: number, near: number): number {
  return timestamp + Math.round((near - timestamp) / WRAP) * WRAP;
}

interface Picture {
  disposable: boolean;
  sps: [profile: number, constraints: number, level: number] | null;
}

/**
 * Looks at the NAL units before and at the first slice (ITU-T H.264, 7.3.1): is the picture referred to, and by
 * which profile and level is it coded. Reads the packets' payloads in place up to the first slice.
 */
function readPicture(packets: Buffer): Picture {
  const picture: Picture = { disposable: false, sps: null };
  let zeros = 0;
  let want: "type" | "sps" | null = null;
  const sps: number[] = [];
  for (let start = 0; start < packets.length; start += PACKET) {
    const packet = packets.subarray(start, start + PACKET);
    let at = payloadOffset(packet);
    if (start === 0) at += 9 + packet.readUInt8(at + 8);
    for (; at < PACKET; at += 1) {
      const byte = packet.readUInt8(at);
      if (want === "type") {
        const type = byte & 0x1f;
        if (type >= 1 && type <= 5) {
          picture.disposable = (byte & 0x60) === 0;
          return picture;
        }
        want = type === 7 ? "sps" : null;
      } else if (want === "sps") {
        sps.push(byte);
        if (sps.length === 3) {
          const [profile = 0, constraints = 0, level = 0] = sps;
          picture.sps = [profile, constraints, level];
          want = null;
        }
      }
      if (byte === 0) zeros += 1;
      else {
        if (byte === 1 && zeros >= 2) want = "type";
        zeros = 0;
      }
    }
  }
  return picture;
}
