import { BLOCK_FRAMES } from "../../contract/mixer";
import { MEDIA_PICTURE_AHEAD, MEDIA_SOUND_AHEAD, mediaCredit } from "../../contract/media";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { frameBytes } from "./arguments";
import type { DecoderEnd } from "./decoder";
import { Passage, type Playable } from "./passage";
import type { PlayerOutput } from "./player-output";

const PER_MS = SAMPLE_RATE / 1000;
const SOUND_AHEAD = MEDIA_SOUND_AHEAD * PER_MS;
const PICTURE_AHEAD = MEDIA_PICTURE_AHEAD * PER_MS;

/** A decoder that dies is replaced, but not more than so often in so many ms. */
const DEATHS = 3;
const DEATHS_WITHIN = 10_000;

/** A loop's next round begins to be decoded so many ms before this one ends: on a busy machine a decoder starts slowly. */
const ROUND_AHEAD = 2000;

/**
 * Plays one file on the monotonic clock. Its timeline counts samples and never jumps while it plays: rounds of a loop
 * lie on it one after another. When the decoders are slower than the clock, the clock waits.
 */
export class Player {
  private current: Passage;
  /** The next round of a loop: being decoded already, and laid behind this one once the end of this one is known. */
  private prepared: Passage | null = null;
  private next: Passage | null = null;
  /** See contract/media.ts. */
  private runs = 0;
  /** While it plays: monotonic ms of the timeline's 0. While it stands: null, and it stands at `held`. */
  private origin: number | null = null;
  private held = 0;
  /** The origin that those frames know which wait where it stands; null when none do. */
  private heldOrigin: number | null = null;
  private wanted: boolean;
  private over = false;
  /** Its end was told ahead. */
  private toldEnd = false;
  private readonly allCredit: number;
  private credit: number;
  /** The timeline's next sample to go out, and the same in the count of those that went out. */
  private soundNext = 0;
  private soundCount = 0;
  private readonly block = new Float32Array(BLOCK_FRAMES * CHANNELS);
  private timer: NodeJS.Timeout | undefined;
  private readonly closing = new Set<Promise<void>>();
  private closed = false;
  /** How long the file turned out to be, in ms. */
  private length = 0;
  private readonly deaths: number[] = [];
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
    this.allCredit = this.credit = mediaCredit(file.played === null ? 0 : frameBytes(file.played));
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
    return [this.current, this.prepared, this.next].flatMap((passage) => passage?.decoder.pid ?? []);
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
    this.credit = Math.min(this.allCredit, this.credit + 1);
    this.wake();
  }

  /** Ends everything; resolves when no process is left. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.retireAll();
    await Promise.all(this.closing);
  }

  private open(start: number, from: number): Passage {
    const passage: Passage = new Passage(this.file, start, from, {
      more: () => this.moved(),
      ended: (end) => this.finished(passage, end),
    });
    return passage;
  }

  private retireAll(): void {
    for (const passage of [this.current, this.prepared, this.next]) if (passage !== null) this.retire(passage);
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
    this.output.forget();
    this.decodeFrom(position);
  }

  private decodeFrom(position: number): void {
    this.retireAll();
    this.prepared = this.next = null;
    this.origin = this.heldOrigin = null;
    this.held = 0;
    this.toldEnd = false;
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
    this.output.stands(this.origin + moment / PER_MS);
    this.heldOrigin = this.origin;
    this.origin = null;
    this.soundCount += BLOCK_FRAMES;
  }

  /** More was decoded: wakes what waits for it. */
  private moved(): void {
    if (this.timer === undefined || this.next !== null) this.wake();
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
    this.output.forget();
    if (passage === this.prepared) this.prepared = null;
    else if (passage === this.next) this.next = null;
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
    // First of all: a round that was prepared would hide that the clock had to wait for the end of this one.
    const moment = this.waited();
    this.prepareRound(moment);
    if (this.origin !== null) this.sendSound(moment);
    // What stands shows where it stands; what is about to play shows its first frame when its sound is heard.
    if (this.origin !== null || !this.wanted) this.sendFrames(moment);
    this.tellEnd();
    if (this.origin !== null && this.turned(moment)) return this.wake();
    this.current.decoder.balance();
    if (!this.over) this.setAlarm(moment);
  }

  private prepareRound(moment: number): void {
    if (!this.loop) return;
    const { current } = this;
    const { duration } = this.file.header;
    if (current.decoder.over) {
      this.next ??= this.prepared ?? this.open(0, 0);
      this.next.start = current.end;
      this.prepared = null;
    } else if (duration > 0 && current.position(moment) > duration - ROUND_AHEAD) this.prepared ??= this.open(0, 0);
  }

  private begin(): void {
    if (this.wanted) {
      this.origin = performance.now() - this.held / PER_MS;
      if (this.heldOrigin !== null) this.output.goesOn(this.origin - this.heldOrigin);
      this.heldOrigin = null;
    }
    if (this.state === "ready") return;
    this.state = "ready";
    this.output.changed();
  }

  /** Whether playing can begin: a frame is there, and as much sound as goes out at once. */
  private get primed(): boolean {
    const { decoder, ready } = this.current;
    return decoder.over || decoder.missing !== null || ready >= this.held + SOUND_AHEAD + BLOCK_FRAMES;
  }

  /** Where the timeline is, after the clock has waited for the decoder. */
  private waited(): number {
    const moment = this.now();
    const { ready } = this;
    if (this.origin === null || moment <= ready) return moment;
    if (this.current.decoder.over && !this.loop) return this.current.end;
    this.origin += (moment - ready) / PER_MS;
    return ready;
  }

  /** Up to where everything is there. */
  private get ready(): number {
    return this.next === null ? this.current.ready : Math.max(this.current.end, this.next.ready);
  }

  /** None before the picture of its time is there, as with frames. */
  private sendSound(moment: number): void {
    const { current, block } = this;
    if (current.decoder.sound === null || this.origin === null) return;
    while (this.soundNext <= moment + SOUND_AHEAD) {
      const end = this.soundNext + BLOCK_FRAMES;
      if (this.soundReady < end) return;
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
    const { decoder, end } = this.current;
    return decoder.over && !this.loop ? end + BLOCK_FRAMES - 1 : this.ready;
  }

  /**
   * Frames ahead of their time, as far as there is credit; of those that are late, the newest. None before the sound of
   * its time is there: so what went out is due before the clock may have to wait, and stays right.
   */
  private sendFrames(moment: number): void {
    this.dropLate(moment);
    const origin = this.origin ?? this.heldOrigin;
    const until = this.origin === null ? moment : moment + PICTURE_AHEAD;
    while (this.credit > 0) {
      const { sending, runs } = this;
      const { nextDue } = sending;
      const { frames } = sending.decoder;
      if (frames?.head === undefined || nextDue > until || (nextDue > moment && !sending.sendable)) return;
      const due = origin === null ? performance.now() : origin + nextDue / PER_MS;
      this.credit -= 1;
      this.output.frame(frames.head, sending.position(nextDue), runs, due);
      frames.shift();
    }
  }

  private dropLate(moment: number): void {
    const { sending } = this;
    const { frames } = sending.decoder;
    while (frames !== null && frames.length > 1 && sending.due(frames.first + 1) <= moment) frames.shift();
  }

  /** The passage whose frames are to be sent next. */
  private get sending(): Passage {
    const { current, next } = this;
    return next !== null && current.decoder.over && (current.decoder.frames?.length ?? 0) === 0 ? next : current;
  }

  private tellEnd(): void {
    const { decoder, end } = this.current;
    if (this.toldEnd || this.loop || this.origin === null || !decoder.over || (decoder.frames?.length ?? 0) > 0) return;
    this.toldEnd = true;
    this.output.ends(this.runs, this.origin + end / PER_MS);
  }

  /** Goes over to the next round, or ends; true when there is a next round now. */
  private turned(moment: number): boolean {
    const { current } = this;
    if (!current.decoder.over) return false;
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
    this.runs += 1;
    this.decodeFrom(0);
    this.over = true;
    this.wanted = false;
    this.output.ended();
    this.output.changed();
  }

  private setAlarm(moment: number): void {
    if (this.origin === null) return;
    const { decoder } = this.current;
    const times: number[] = [];
    const { sending } = this;
    if (sending.sendable && this.credit > 0) times.push(sending.nextDue - PICTURE_AHEAD);
    if (decoder.sound !== null && this.soundReady >= this.soundNext + BLOCK_FRAMES) times.push(this.soundNext - SOUND_AHEAD);
    if (decoder.over) times.push(this.current.end);
    const next = Math.min(...times);
    if (next > moment && next < Infinity) this.timer = setTimeout(() => this.wake(), (next - moment) / PER_MS);
  }
}
