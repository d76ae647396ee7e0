/** joining: no picture yet. stalled: there was one, and it stands still. */
export type PlayerPhase = "joining" | "playing" | "stalled";

/** Playback that stands still for so long (ms) has stalled: longer than any hiccup. */
const STALLED = 1000;

/** After this long (ms) without progress the player begins anew: what recovers by itself has done so. */
const HOPELESS = 6000;

/** Watches the playing position and says what it means. Times in ms on a monotonic clock. */
export class Progress {
  private position = -1;
  private moved = false;
  private since: number;

  constructor(now: number) {
    this.since = now;
  }

  /** `position` is the video's currentTime in seconds. */
  look(now: number, position: number): PlayerPhase {
    if (position !== this.position) {
      this.moved ||= this.position >= 0 && position > this.position;
      this.position = position;
      this.since = now;
    }
    if (!this.moved) return "joining";
    return now - this.since > STALLED ? "stalled" : "playing";
  }

  /** True when waiting on makes no sense. */
  hopeless(now: number): boolean {
    return now - this.since > HOPELESS;
  }
}
