import { PACKET, TICKS, type StreamFormat, type Unit } from "../bus/unit";
import type { Part } from "./part";

/**
 * Longest segment in seconds. A segment ends at the next keyframe, and here when that is still to come: so the target
 * duration is known before the keyframe interval is, and a long interval costs neither memory nor start-up.
 */
export const LONGEST_SEGMENT = 4;

/** Aimed length of a part in seconds: short enough for one second of latency, long enough to be worth a request. */
const PART = 1 / 3;

/** A step between two pictures that is longer than this (seconds), or backwards, is a jump and not a dropped frame. */
const JUMP = 0.5;

/**
 * Media sequence number of the first segment. Not 0: hls.js 1.7 takes a part of segment 0 for none (fragment-tracker.ts,
 * `sn || -1`), forgets that it has it, and loads it again for ever.
 */
export const FIRST_SEGMENT = 1;

/** Length of a part at this frame rate, in ticks: whole frames, at least one. */
export function partTicks(fps: number): number {
  return Math.round((Math.max(1, Math.floor(fps * PART)) * TICKS) / fps);
}

interface OpenPart {
  readonly index: number;
  readonly independent: boolean;
  readonly takenAt: number;
  readonly start: number;
  readonly chunks: Buffer[];
  size: number;
}

/**
 * Cuts the bus into parts and segments at whole pictures. Every unit comes out exactly once and in order; each
 * segment begins with the tables, so that it can be decoded alone.
 */
export class Segmenter {
  private readonly emit: (part: Part) => void;
  private tables: Buffer = Buffer.alloc(0);
  private fps = 1;
  private segment = FIRST_SEGMENT;
  private epoch = 0;
  private segmentStart = 0;
  private lastPicture = 0;
  private part: OpenPart | null = null;

  constructor(emit: (part: Part) => void) {
    this.emit = emit;
  }

  /** A first or another encode begins: nothing before it can be joined to what follows. */
  format(format: StreamFormat): void {
    this.end();
    this.tables = format.tables;
    this.fps = format.fps;
  }

  /** Takes the next unit of the bus. The first after `format` must be a picture. */
  unit(unit: Unit): void {
    if (unit.kind === "video") this.cut(unit);
    const part = this.part;
    if (part === null) return;
    part.chunks.push(unit.packets);
    part.size += unit.packets.length;
  }

  /** Hands out what is still open. Whatever comes next is a new epoch. */
  end(): void {
    if (this.part === null) return;
    this.close(this.part, this.lastPicture + this.frame, true);
    this.part = null;
    this.epoch += 1;
  }

  private get frame(): number {
    return Math.round(TICKS / this.fps);
  }

  private cut(picture: Unit): void {
    const step = picture.dts - this.lastPicture;
    if (this.part !== null && (step <= 0 || step > Math.max(JUMP * TICKS, 2 * this.frame))) this.end();
    const slack = this.frame / 2;
    const part = this.part;
    if (part === null) this.openSegment(picture);
    else if (picture.keyframe || picture.dts - this.segmentStart > LONGEST_SEGMENT * TICKS - slack) {
      this.close(part, picture.dts, true);
      this.openSegment(picture);
    } else if (picture.dts - part.start > partTicks(this.fps) - slack) {
      this.close(part, picture.dts, false);
      this.open(part.index + 1, picture);
    }
    this.lastPicture = picture.dts;
  }

  private openSegment(picture: Unit): void {
    this.segmentStart = picture.dts;
    const part = this.open(0, picture);
    const tables = counted(this.tables, this.segment);
    part.chunks.push(tables);
    part.size += tables.length;
  }

  private open(index: number, picture: Unit): OpenPart {
    const { keyframe: independent, takenAt, dts: start } = picture;
    this.part = { index, independent, takenAt, start, chunks: [], size: 0 };
    return this.part;
  }

  private close(part: OpenPart, end: number, last: boolean): void {
    const { index, independent, takenAt, chunks, size } = part;
    const { segment, epoch } = this;
    if (last) this.segment += 1;
    this.emit({ segment, index, last, independent, epoch, takenAt, duration: end - part.start, chunks, size });
  }
}

/** The tables with this continuity counter (ISO/IEC 13818-1, 2.4.3.3), so that players see none missing. */
function counted(tables: Buffer, count: number): Buffer {
  const copy = Buffer.from(tables);
  for (let at = 3; at < copy.length; at += PACKET) copy.writeUInt8((copy.readUInt8(at) & 0xf0) | (count & 0x0f), at);
  return copy;
}
