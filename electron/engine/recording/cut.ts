import type { PartLimits } from "../../contract/recording";
import { TICKS, type Unit } from "../bus/unit";

/** To which part of a recording a unit belongs; "next": a new part begins with it. */
export type Place = "former" | "current" | "next";

/** Sound that is this much later than the pictures beside it does not come any more, in ticks. */
const SOUND_LATENESS = 2 * TICKS;

/**
 * Where a recording is cut in parts: at the first keyframe after it was asked for or after a part is long enough, or at
 * the last one at which it is not yet larger than it may be. Each unit belongs to exactly one part. Pictures are cut at the
 * keyframe; sound at the time of that picture, so the former part still gets what comes late.
 */
export class RecordingCut {
  private readonly ticks: number;
  private readonly bytes: number;
  private asked = false;
  /** Whether the current part has a picture. */
  private begun = false;
  /** When the current part begins. */
  private from = -Infinity;
  /** Bytes of transport stream in the current part, and since its last keyframe: more than they become in any file. */
  private size = 0;
  private group = 0;
  private largestGroup = 0;
  private open = false;
  private readonly sounds: number;
  /** Sound of the current part, by track, that has come while the former one was open. */
  private readonly begunSounds = new Set<number>();

  /** `sounds`: tracks of sound, the program's among them. */
  constructor({ seconds, bytes }: PartLimits, sounds = 1) {
    this.sounds = sounds;
    this.ticks = seconds === null ? Infinity : seconds * TICKS;
    this.bytes = bytes ?? Infinity;
  }

  /** A new part at the next keyframe. */
  ask(): void {
    this.asked = true;
  }

  /** When the current part begins, in ticks of the recording. */
  get start(): number {
    return this.from;
  }

  /** The former part gets nothing any more. */
  get formerOver(): boolean {
    return !this.open;
  }

  /** Units in the order of the bus, each once. */
  place(unit: Unit): Place {
    const place = unit.kind === "video" ? this.placePicture(unit) : this.placeSound(unit);
    if (place === "former") return place;
    this.size += unit.packets.length;
    this.group += unit.packets.length;
    return place;
  }

  private placePicture(unit: Unit): Place {
    if (unit.dts > this.from + SOUND_LATENESS) this.open = false;
    if (!unit.keyframe) return "current";
    this.largestGroup = Math.max(this.largestGroup, this.group);
    this.group = 0;
    // Half a picture of any rate: media time is rounded to ticks.
    const long = unit.pts - this.from >= this.ticks - TICKS / 120;
    const large = this.size + this.largestGroup > this.bytes;
    const cut = this.begun && (this.asked || long || large);
    if (cut || !this.begun) {
      this.open = cut;
      this.begunSounds.clear();
      this.begun = true;
      this.from = unit.pts;
    }
    if (!cut) return "current";
    this.asked = false;
    this.size = 0;
    return "next";
  }

  private placeSound(unit: Unit): Place {
    if (!this.open) return "current";
    if (unit.pts < this.from) return "former";
    this.begunSounds.add(unit.track);
    this.open = this.begunSounds.size < this.sounds;
    return "current";
  }
}
