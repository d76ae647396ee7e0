import { BLOCK_FRAMES } from "../../contract/mixer";
import { MEDIA_CREDIT, MEDIA_SOUND_AHEAD } from "../../contract/media";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import type { DecoderEnd } from "./decoder";
import { Passage, type Playable } from "./passage";

const PER_MS = SAMPLE_RATE / 1000;
const AHEAD = MEDIA_SOUND_AHEAD * PER_MS;

/** Where a player's output goes, when it is due. */
export interface PlayerOutput {
  /** The memory is used again after the call. */
  frame(planes: ArrayBuffer, position: number, run: number): void;
  /** Sample frame `first` is due at `due`, monotonic ms. The memory is used again after the call. */
  sound(first: number, due: number, pcm: Float32Array): void;
  /** The last frame's time is over. */
  ended(run: number): void;
  /** Something to report: it began, stands, plays, ended. */
  changed(): void;
  /** A decoder gave nothing, or was ended by somebody else again and again: the player is of no more use. */
  failed(end: DecoderEnd): void;
}

/** A decoder that dies is replaced, but not more than so often in so many ms. */
const DEATHS = 3;
const DEATHS_WITHIN = 10_000;

/**
 * Plays one file on the monotonic clock. Its timeline counts samples and never jumps while it plays: rounds of a loop
 * lie on it one after another. When the decoders are slower than the clock, the clock waits.
 */
export class Player {
  private current: Passage;
  /** The next round of a loop, being decoded while the last frames of this one are shown. */
  private next: Passage | null = null;
  /** See contract/media.ts. */
  private runs = 0;
  /** While it plays: monotonic ms of the timeline's 0. While it stands: null, and it stands at `held`. */
  private origin: number | null = null;
  private held = 0;
  private wanted: boolean;
  private over = false;
  private credit = MEDIA_CREDIT;
  /** The timeline's next sample to go out, and the same in the count of those that went out. */
  private soundNext = 0;
  private soundCount = 0;
  private readonly block = new Float32Array(BLOCK_FRAMES * CHANNELS);
  private timer: NodeJS.Timeout | undefined;
  private readonly closing = new Set<Promise<void>>();
  private closed = false;
  /** How long the file turned out to be, in ms. */  private readonly deaths: number[] = [];
  private state: "starting" | "ready" | "lost" = "starting";

  /** Begins at `from` in ms, to play or to stand. */
  constructor(
    private readonly file: Playable,
    private readonly output: PlayerOutput,
    private readonly loop: boolean,
    playing: boolean,
    from = 0,
  ) {
    this.wanted = playing;
    this.current = this.open(0, from);
  }

  /** starting: nothing decoded yet. lost: the decoder died and is being replaced. */
  get phase(): "starting" | "ready" | "lost" {
    return this.state;
  }

  get paused(): boolean {
    return !this.wanted;
  }

  /** Played to its end, and not sent elsewhere since. */
  get ended(): boolean {
    return this.over;
  }

  /** In ms. */
  get position(): number {
    return this.over ? this.duration : this.current.position(this.now());
  }

  /** In ms; as good as it is known. */
  get duration(): number {
    return this.file.header.duration || this.length;
  }

  /** Processes that belong to it. */
  get pids(): readonly number[] {
    return [this.current, this.next].flatMap((passage) => passage?.decoder.pid ?? []);
  }

  play(): void {
    this.over = false;
    this.wanted = true;
    this.wake();
    this.output.changed();
  }

  pause(): void {
    this.wanted = false;
    this.hold(this.waited());
    this.wake();
    this.output.changed();
  }

  /** Plays from the beginning: at once where it stands there, or has ended. */
  restart(): void {
    this.toBeginning();
    this.runs += 1;
    this.play();
  }

  /** Goes to `position` in ms, and plays on from there or stands there. */
  seek(position: number): void {
    const { duration } = this;
    this.goTo(duration > 0 ? Math.min(position, duration) : position);
    this.output.changed();
  }

  /** Back to the beginning, to stand there. */
  rewind(): void {
    this.wanted = false;
    this.hold(this.now());
    this.toBeginning();
    this.over = false;
    this.wake();
    this.output.changed();
  }

  /** A frame was taken: another may go out. */
  took(): void {
    this.credit = Math.min(MEDIA_CREDIT, this.credit + 1);
    this.wake();
  }

  /** Ends everything; resolves when no process is left. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.retire(this.current);
    if (this.next !== null) this.retire(this.next);
    await Promise.all(this.closing);
  }

  private length = 0;

  private open(start: number, from: number): Passage {
    const passage: Passage = new Passage(this.file, start, from, {
      more: () => this.moved(),
      ended: (end) => this.finished(passage, end),
    });
    return passage;
  }

  private retire(passage: Passage): void {
    const gone = passage.decoder.close();
    this.closing.add(gone);
    void gone.then(() => this.closing.delete(gone));
  }

  private toBeginning(): void {
    const { from, start } = this.current;
    if (!this.over && (from > 0 || start > 0 || this.now() > 0)) this.goTo(0);
  }

  /** Plays on from another place of the file; the picture stays until there is one from there. */
  private goTo(position: number): void {
    this.runs += 1;
    this.over = false;
    this.decodeFrom(position);
  }

  private decodeFrom(position: number): void {
    this.retire(this.current);
    if (this.next !== null) this.retire(this.next);
    this.next = null;
    this.origin = null;
    this.held = 0;
    this.soundNext = 0;
    this.soundCount += BLOCK_FRAMES;
    this.current = this.open(0, position);
  }

  /** Where the timeline is. */
  private now(): number {
    return this.origin === null ? this.held : (performance.now() - this.origin) * PER_MS;
  }

  private hold(moment: number): void {
    if (this.origin === null) return;
    this.held = moment;
    this.origin = null;
    this.soundCount += BLOCK_FRAMES;
  }

  /** More was decoded: wakes what waits for it. */
  private moved(): void {
    if (this.timer === undefined) this.wake();
  }

  private finished(passage: Passage, end: DecoderEnd): void {
    const { frames, sound } = passage.decoder;
    if (end.signal !== null) return this.replace(passage, end);
    const gave = (frames?.total ?? 0) + (sound?.total ?? 0) > 0;
    if (!gave && passage.from === 0) return this.output.failed(end);
    this.wake();
  }

  /** A decoder was killed: another goes on where it was. */
  private replace(passage: Passage, end: DecoderEnd): void {
    const now = performance.now();
    this.deaths.push(now);
    if (this.deaths.filter((at) => now - at < DEATHS_WITHIN).length >= DEATHS) return this.output.failed(end);
    if (passage === this.next) this.next = null;
    else this.decodeFrom(this.over ? 0 : Math.max(0, this.position));
    this.state = "lost";
    this.output.changed();
    this.wake();
  }

  /** Sends what is due, and sets the alarm for what is due next; without one, more must be decoded first. */
  private wake(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.closed || this.over) return;
    if (this.origin === null && this.primed) this.begin();
    const moment = this.waited();
    if (this.origin !== null) this.sendSound(moment);
    // What stands shows where it stands; what is about to play shows its first frame when its sound is heard.
    if (this.origin !== null || !this.wanted) this.sendFrame(moment);
    if (this.origin !== null && this.turned(moment)) return this.wake();
    this.current.decoder.balance();
    if (!this.over) this.setAlarm(moment);
  }

  private begin(): void {
    if (this.wanted) this.origin = performance.now() - this.held / PER_MS;
    if (this.state === "ready") return;
    this.state = "ready";
    this.output.changed();
  }

  /** Whether playing can begin: a frame is there, and as much sound as goes out at once. */
  private get primed(): boolean {
    const { decoder, ready } = this.current;
    return decoder.over || decoder.missing !== null || ready >= this.held + AHEAD + BLOCK_FRAMES;
  }

  /** Where the timeline is, after the clock has waited for the decoder. */
  private waited(): number {
    const moment = this.now();
    const ready = this.next === null ? this.current.ready : Math.max(this.current.end, this.next.ready);
    if (this.origin === null || moment <= ready) return moment;
    if (this.current.decoder.over && !this.loop) return this.current.end;
    this.origin += (moment - ready) / PER_MS;
    return ready;
  }

  private sendSound(moment: number): void {
    const { current, block } = this;
    if (current.decoder.sound === null || this.origin === null) return;
    while (this.soundNext <= moment + AHEAD) {
      const end = this.soundNext + BLOCK_FRAMES;
      if (current.decoder.missing !== current.decoder.sound && this.soundReady < end) return;
      block.fill(0);
      for (const passage of [current, this.next]) {
        const before = Math.max(0, (passage?.start ?? 0) - this.soundNext);
        if (passage === null || before >= BLOCK_FRAMES) continue;
        const position = this.soundNext + before - passage.start;
        passage.decoder.sound?.take(position, BLOCK_FRAMES - before, block, before);
      }
      this.output.sound(this.soundCount, this.origin + this.soundNext / PER_MS, block);
      this.soundNext = end;
      this.soundCount += BLOCK_FRAMES;
    }
  }

  /** Up to where sound can be sent: the last block is filled up with silence. */
  private get soundReady(): number {
    const { decoder, start, end } = this.next ?? this.current;
    if (!decoder.over) return start + (decoder.sound?.total ?? 0);
    return this.loop ? end : end + BLOCK_FRAMES - 1;
  }

  /** The newest frame that is due, as far as there is credit; those before it are too late. */
  private sendFrame(moment: number): void {
    const { frames } = this.current.decoder;
    if (frames === null) return;
    while (frames.length > 1 && this.current.due(frames.first + 1) <= moment) frames.shift();
    const { head, first } = frames;
    const due = this.current.due(first);
    if (head === undefined || due > moment || this.credit === 0) return;
    this.credit -= 1;
    this.output.frame(head, this.current.position(due), this.runs);
    frames.shift();
  }

  /** Goes over to the next round, or ends; true when there is a next round now. */
  private turned(moment: number): boolean {
    const { current } = this;
    if (!current.decoder.over) return false;
    if (this.loop) this.next ??= this.open(current.end, 0);
    if (moment < current.end || (current.decoder.frames?.length ?? 0) > 0) return false;
    this.length = Math.max(this.length, current.position(current.end));
    if (this.next !== null) {
      this.retire(current);
      this.current = this.next;
      this.next = null;
      return true;
    }
    this.finish();
    return false;
  }

  /** Over: the last frame stays, and the beginning is got ready, so that a restart begins at once. */
  private finish(): void {
    const run = this.runs;
    this.goTo(0);
    this.over = true;
    this.wanted = false;
    this.output.ended(run);
    this.output.changed();
  }

  private setAlarm(moment: number): void {
    if (this.origin === null) return;
    const { decoder } = this.current;
    const times: number[] = [];
    if (decoder.frames !== null && decoder.frames.length > 0 && this.credit > 0) times.push(this.current.due(decoder.frames.first));
    if (decoder.sound !== null && this.soundReady >= this.soundNext + BLOCK_FRAMES) times.push(this.soundNext - AHEAD);
    if (decoder.over) times.push(this.current.end);
    const next = Math.min(...times);
    if (next > moment && next < Infinity) this.timer = setTimeout(() => this.wake(), (next - moment) / PER_MS);
  }
}
