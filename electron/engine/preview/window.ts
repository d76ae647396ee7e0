import { TICKS } from "../bus/unit";
import { type Part, type Position, positionAfter } from "./part";
import { FIRST_SEGMENT, LONGEST_SEGMENT } from "./segmenter";

/** Seconds of whole segments in the playlist: three target durations (RFC 8216bis, 6.2.2). */
const LISTED = 3 * LONGEST_SEGMENT;

/** Seconds kept in memory: a player still reads by the playlist it fetched a moment ago. */
const KEPT = LISTED + LONGEST_SEGMENT;

/** The newest stretch of the stream, as parts in order. Bounded by time: KEPT plus the segment under way. */
export class Window {
  private kept: Part[] = [];
  private after: Position = { segment: FIRST_SEGMENT, index: 0 };

  add(part: Part): void {
    this.kept = newest([...this.kept, part], KEPT);
    this.after = positionAfter(part);
  }

  /** Forgets everything but where the numbering goes on. */
  clear(): void {
    this.kept = [];
  }

  /** The part that comes next. */
  get next(): Position {
    return this.after;
  }

  /** What belongs into the playlist now: whole segments, and the one under way as far as it came. */
  get listed(): readonly Part[] {
    return newest(this.kept, LISTED);
  }

  /** True once there is a whole segment: what a player without partial segments needs to begin. */
  get playable(): boolean {
    return this.kept.some((p) => p.last);
  }

  part(segment: number, index: number): Part | null {
    return this.kept.find((p) => p.segment === segment && p.index === index) ?? null;
  }

  /** All parts of a segment that is complete and still kept. */
  segment(segment: number): readonly Part[] | null {
    const parts = this.kept.filter((p) => p.segment === segment);
    return parts[0]?.index === 0 && parts.at(-1)?.last === true ? parts : null;
  }

  /**
   * Is this part there (RFC 8216bis, 6.2.5.2)? Without an index: is the whole segment there? An index beyond the end
   * of a segment means the first part of the next.
   */
  reached(segment: number, index: number | null): boolean {
    const next = this.after;
    if (index === null) return next.segment > segment;
    if (next.segment !== segment + 1 || next.index > 0) return after(next, { segment, index });
    const last = this.kept.at(-1);
    return last !== undefined && last.index >= index;
  }
}

function after(a: Position, b: Position): boolean {
  return a.segment > b.segment || (a.segment === b.segment && a.index > b.index);
}

/** Drops segments from the front for as long as `seconds` of whole segments remain. */
function newest(parts: Part[], seconds: number): Part[] {
  let whole = 0;
  let ended = false;
  for (let first = parts.length - 1; first >= 0; first -= 1) {
    const part = parts[first];
    if (part === undefined) break;
    ended ||= part.last;
    if (ended) whole += part.duration;
    if (part.index === 0 && whole >= seconds * TICKS) return parts.slice(first);
  }
  return parts;
}
