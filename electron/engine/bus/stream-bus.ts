import type { Bus, BusListener, JoinAt, JoinFor } from "./bus";
import { programTables } from "./tables";
import type { StreamFormat, Unit } from "./unit";

interface Member {
  readonly listener: BusListener;
  readonly what: JoinFor;
  /** Receives nothing until the next keyframe. */
  waiting: boolean;
}

/** How many whole groups of pictures the ring keeps: the one under way and the one before it. */
const KEPT_GOPS = 2;

/**
 * The one encode as everybody sees it: a ring of the newest groups of pictures and the listeners that follow it.
 * Listeners share the Units; nothing is copied, and no listener knows of another.
 */
export class StreamBus implements Bus {
  private formats: Readonly<Record<JoinFor, StreamFormat>> | null = null;
  private readonly gops: Unit[][] = [];
  private readonly members = new Set<Member>();

  join(at: JoinAt, listener: BusListener, what: JoinFor = "program"): () => void {
    const gop = this.gops.at(-1);
    const replay = at === "last-keyframe" && this.formats !== null && gop !== undefined;
    const member: Member = { listener, what, waiting: !replay };
    this.members.add(member);
    if (this.formats !== null) listener.format(this.formats[what]);
    if (replay) for (const unit of gop) if (isFor(what, unit)) listener.unit(unit);
    return () => {
      this.members.delete(member);
    };
  }

  /** The stream's format with all tracks, known from its first packets; a changed one is told to everybody. */
  setFormat(format: StreamFormat): void {
    const formats = { tracks: format, program: { ...format, tables: programTables(format.tables) } };
    this.formats = formats;
    this.gops.length = 0;
    for (const { listener, what } of this.members) listener.format(formats[what]);
  }

  push(unit: Unit): void {
    if (unit.keyframe) {
      this.gops.push([]);
      if (this.gops.length > KEPT_GOPS) this.gops.shift();
    }
    const gop = this.gops.at(-1);
    if (gop === undefined) return; // sound before the first keyframe: nobody could start with it
    gop.push(unit);
    for (const member of this.members) {
      if ((member.waiting && !unit.keyframe) || !isFor(member.what, unit)) continue;
      member.waiting = false;
      member.listener.unit(unit);
    }
  }

  /** A new encoder goes on where a dead one stopped: everybody waits for its first keyframe. */
  interrupt(): void {
    this.gops.length = 0;
    for (const member of this.members) member.waiting = true;
  }

  /** The encode is over. Listeners finalise and are gone. */
  end(): void {
    const members = [...this.members];
    this.members.clear();
    this.gops.length = 0;
    this.formats = null;
    for (const { listener } of members) listener.end();
  }
}

function isFor(what: JoinFor, unit: Unit): boolean {
  return what === "tracks" || unit.track === 0;
}
