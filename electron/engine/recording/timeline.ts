import { PACKET, TICKS, type Unit } from "../bus/unit";

/** Samples of an AAC frame (ISO/IEC 14496-3) at 48 kHz, in ticks. */
const SOUND_FRAME = (1024 * TICKS) / 48_000;
const WRAP = 2 ** 33;

/**
 * The time of a recording that can be paused: what comes while it is paused is left out, what comes after follows at once.
 * A pause begins when all pictures are there that are shown before the newest one, and ends with a keyframe.
 */
export class RecordingTimeline {
  private state: "running" | "pausing" | "paused" | "resuming" = "running";
  /** Ticks that pauses have taken so far. */
  private taken = 0;
  /** The newest picture and sound of the recording, in the time of the bus; sound of all tracks lies on one grid. */
  private picture = -Infinity;
  private sound = -Infinity;
  private interval = 0;
  /** Sound from before the keyframe with which a pause ended stays outside. */
  private soundFrom = -Infinity;

  /** `fps` pictures per second. */
  format(fps: number): void {
    this.interval = TICKS / fps;
  }

  pause(): void {
    if (this.state === "running") this.state = "pausing";
    else if (this.state === "resuming") this.state = "paused";
  }

  resume(): void {
    if (this.state === "pausing") this.state = "running";
    else if (this.state === "paused") this.state = "resuming";
  }

  /** The unit as it is to be recorded; null when it is left out. */
  pass(unit: Unit): Unit | null {
    if (this.state === "pausing" && unit.kind === "video" && unit.pts > this.picture) this.state = "paused";
    if (this.state === "resuming" && unit.keyframe) this.goOn(unit);
    if (unit.kind === "video") {
      if (this.state === "paused" || this.state === "resuming") return null;
      this.picture = Math.max(this.picture, unit.pts);
    } else {
      // Sound comes after pictures that are shown with it: that of the last picture before a pause is still to come.
      if (unit.pts < this.soundFrom || (this.state !== "running" && unit.pts >= this.picture + this.interval)) return null;
      this.sound = Math.max(this.sound, unit.pts);
    }
    return this.taken === 0 ? unit : earlier(unit, this.taken);
  }

  private goOn(keyframe: Unit): void {
    const gap = keyframe.pts - (this.picture + this.interval);
    this.taken += gap;
    this.soundFrom = Math.max(keyframe.pts, this.sound + SOUND_FRAME + gap);
    this.state = "running";
  }
}

/** The same unit so many ticks earlier: PTS, DTS and PCR are written anew (ISO/IEC 13818-1, 2.4.3.5 and 2.4.3.7). */
export function earlier(unit: Unit, ticks: number): Unit {
  const packets = Buffer.from(unit.packets); // shared with everybody else on the bus
  const moved = (time: number): number => (((time - Math.round(ticks)) % WRAP) + WRAP) % WRAP;
  for (let start = 0; start + PACKET <= packets.length; start += PACKET) {
    const control = packets.readUInt8(start + 3) >> 4;
    const adapted = (control & 2) !== 0 ? packets.readUInt8(start + 4) : 0;
    if (adapted > 0 && (packets.readUInt8(start + 5) & 0x10) !== 0) movePcr(packets, start + 6, moved);
  }
  const pes = (packets.readUInt8(3) & 0x20) === 0 ? 4 : 5 + packets.readUInt8(4);
  const flags = packets.readUInt8(pes + 7) >> 6;
  if ((flags & 2) !== 0) moveTime(packets, pes + 9, moved);
  if (flags === 3) moveTime(packets, pes + 14, moved);
  return { ...unit, pts: unit.pts - ticks, dts: unit.dts - ticks, packets };
}

function movePcr(packets: Buffer, at: number, moved: (time: number) => number): void {
  const base = moved(packets.readUInt32BE(at) * 2 + (packets.readUInt8(at + 4) >> 7));
  packets.writeUInt32BE(Math.floor(base / 2), at);
  packets.writeUInt8((packets.readUInt8(at + 4) & 0x7f) | ((base & 1) << 7), at + 4);
}

function moveTime(packets: Buffer, at: number, moved: (time: number) => number): void {
  const high = (packets.readUInt8(at) >> 1) & 7;
  const time = moved(high * 2 ** 30 + (packets.readUInt16BE(at + 1) >> 1) * 2 ** 15 + (packets.readUInt16BE(at + 3) >> 1));
  packets.writeUInt8((packets.readUInt8(at) & 0xf1) | (Math.floor(time / 2 ** 30) << 1), at);
  packets.writeUInt16BE(((Math.floor(time / 2 ** 15) & 0x7fff) << 1) | 1, at + 1);
  packets.writeUInt16BE(((time & 0x7fff) << 1) | 1, at + 3);
}
