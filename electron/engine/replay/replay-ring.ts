import { type StreamFormat, TICKS, type Unit } from "../bus/unit";

/** How much is kept: so many seconds of media, and never more than so many bytes. */
export interface ReplayBounds {
  readonly seconds: number;
  readonly bytes: number;
}

/** What can be saved: units of whole groups of pictures, the first of them a keyframe. */
export interface ReplayCut {
  readonly format: StreamFormat;
  readonly units: readonly Unit[];
}

interface Group {
  readonly start: number;
  readonly units: Unit[];
  bytes: number;
}

/** The newest groups of pictures of one encode, as many as the wanted seconds need. Units are shared with the bus. */
export class ReplayRing {
  private bounds: ReplayBounds;
  private format: StreamFormat | null = null;
  private readonly groups: Group[] = [];
  private held = 0;
  private newest = 0;

  constructor(bounds: ReplayBounds) {
    this.bounds = bounds;
  }

  /** Other bounds from now on; what is too much goes at once. */
  setBounds(bounds: ReplayBounds): void {
    this.bounds = bounds;
    this.trim();
  }

  /** One file holds one format: what came before another one goes. */
  setFormat(format: StreamFormat): void {
    this.clear();
    this.format = format;
  }

  push(unit: Unit): void {
    if (unit.keyframe) this.groups.push({ start: unit.dts, units: [], bytes: 0 });
    const group = this.groups.at(-1);
    if (group === undefined) return;
    group.units.push(unit);
    group.bytes += unit.packets.length;
    this.held += unit.packets.length;
    if (unit.kind === "video") this.newest = unit.dts;
    this.trim();
  }

  clear(): void {
    this.groups.length = 0;
    this.held = 0;
  }

  /** Everything that is held; null when there is nothing. Goes on being whole whatever is pushed later. */
  cut(): ReplayCut | null {
    if (this.format === null || this.groups.length === 0) return null;
    return { format: this.format, units: this.groups.flatMap(({ units }) => units) };
  }

  /** Seconds of media held. */
  get seconds(): number {
    const [oldest] = this.groups;
    return oldest === undefined ? 0 : (this.newest - oldest.start) / TICKS;
  }

  /** Bytes of media held. */
  get bytes(): number {
    return this.held;
  }

  private trim(): void {
    const enough = this.newest - this.bounds.seconds * TICKS;
    let gone = 0;
    for (let next = this.groups[1]; next !== undefined; next = this.groups[gone + 1]) {
      if (next.start > enough && this.held <= this.bounds.bytes) break;
      this.held -= this.groups[gone]?.bytes ?? 0;
      gone += 1;
    }
    if (gone > 0) this.groups.splice(0, gone);
    // A single group beyond all bounds: better none until the next keyframe than memory without end.
    if (this.held > this.bounds.bytes) this.clear();
  }
}
