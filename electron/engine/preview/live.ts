import type { Bus, BusListener } from "../bus/bus";
import type { StreamFormat, Unit } from "../bus/unit";
import type { Part } from "./part";
import { masterPlaylist, mediaPlaylist, peakBandwidth } from "./playlist";
import type { BlockingReload } from "./route";
import { LONGEST_SEGMENT, Segmenter } from "./segmenter";
import { WaitingRoom } from "./waiting-room";
import { Window } from "./window";

/** A question is held at most this long (ms): three target durations (RFC 8216bis, 6.2.5.2). */
const PATIENCE = 3 * LONGEST_SEGMENT * 1000;

/** The stream of one bus after another as HLS, in memory. Questions that are asked early are answered in time. */
export class Live implements BusListener {
  private readonly room = new WaitingRoom();
  private readonly window = new Window();
  private readonly segmenter = new Segmenter((part) => {
    this.window.add(part);
    this.room.stir();
  });
  private current: StreamFormat | null = null;
  private ended = true;
  private leave: (() => void) | null = null;

  /** Follows this bus instead of the one before. Returns what ends it: players are told that the stream is over. */
  attach(bus: Bus): () => void {
    this.leave?.();
    this.window.clear();
    this.current = null;
    this.ended = false;
    const quit = bus.join("last-keyframe", this);
    const leave = (): void => {
      if (this.leave !== leave) return;
      this.leave = null;
      quit();
      this.end();
    };
    this.leave = leave;
    return leave;
  }

  format(format: StreamFormat): void {
    this.segmenter.format(format);
    this.current = format;
  }

  unit(unit: Unit): void {
    this.segmenter.unit(unit);
  }

  end(): void {
    this.segmenter.end();
    this.ended = true;
    this.room.stir();
  }

  /** The multivariant playlist of what is live; after its end that of the next encode; null when none came in time. */
  async master(gone: AbortSignal): Promise<string | null> {
    const came = await this.room.until(() => !this.ended && this.window.playable, PATIENCE, gone);
    if (!came || this.current === null) return null;
    return masterPlaylist(this.current, peakBandwidth(this.window.listed));
  }

  /** The media playlist, "too early" when asked for what is far ahead (RFC 8216bis, 6.2.5.2), null: nothing in time. */
  async playlist(wait: BlockingReload | null, gone: AbortSignal): Promise<string | "too early" | null> {
    if (wait !== null && wait.segment > this.window.next.segment + 1) return "too early";
    const ready = (): boolean => (wait === null ? this.window.playable : this.window.reached(wait.segment, wait.index));
    const came = await this.until(ready, gone);
    const parts = this.window.listed;
    if (!came || this.current === null || parts.length === 0) return null;
    return mediaPlaylist(parts, this.current.fps, this.ended);
  }

  segment(segment: number): readonly Part[] | null {
    return this.window.segment(segment);
  }

  /** A part; the one that the playlist hints at is waited for. */
  async part(segment: number, index: number, gone: AbortSignal): Promise<Part | null> {
    const { next } = this.window;
    if (segment === next.segment && index === next.index) {
      await this.until(() => this.window.part(segment, index) !== null, gone);
    }
    return this.window.part(segment, index);
  }

  /** Waits for more of the stream; when it is over, what is there is all there will be. */
  private until(ready: () => boolean, gone: AbortSignal): Promise<boolean> {
    return this.room.until(() => this.ended || ready(), PATIENCE, gone);
  }
}
