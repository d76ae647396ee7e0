import { dirname } from "node:path";
import type { FfmpegAbility } from "../../contract/encoder";
import type { RecordingOrder } from "../../contract/engine";
import type { Problem } from "../../contract/problem";
import type { RecordingStatus } from "../../contract/recording";
import type { Bus } from "../bus/bus";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import { RecordingCut } from "./cut";
import { RecordingPart } from "./part";
import { RecordingTimeline } from "./timeline";

export interface RecorderOptions {
  readonly order: RecordingOrder;
  readonly bus: Bus;
  /** What is heard on the tracks beside the program's sound, in the order of the bus; none by default. */
  readonly tracks?: readonly string[];
  readonly ffmpeg: FfmpegAbility;
  /** Called after every transition of the phase and when a new file is begun. */
  readonly onChange: () => void;
  /** It failed, or ended by itself or because it was stopped. */
  readonly onOver: () => void;
  /** A file with something in it is closed: `whole` when its ffmpeg ended in order, `marked` when it has chapters. */
  readonly onFile: (file: string, how: { readonly whole: boolean; readonly marked: boolean }) => void;
}

/** How long a part that is over may take to reach the disk while the recording goes on, in ms. */
const PART_PATIENCE = 60_000;

/**
 * Writes the stream to files that are never existing ones: one, or a part after the other without losing anything between
 * them. When an ffmpeg dies, the recording goes on in a new file and says so.
 */
export class Recorder {
  private readonly options: RecorderOptions;
  private current: RecordingStatus;
  private readonly timeline = new RecordingTimeline();
  private cut: RecordingCut;
  /** What is written now. */
  private part: RecordingPart | null = null;
  /** What may still get sound from before the cut. */
  private former: RecordingPart | null = null;
  private readonly closing = new Map<RecordingPart, Promise<void>>();
  private format: StreamFormat | null = null;
  private leaveBus: (() => void) | null = null;
  /** Bytes of parts that are over, and the time of the first and last picture in ticks of the recording. */
  private closedBytes = 0;
  private first: number | null = null;
  /** Seconds that a disk did not take, in parts before the current one and as they were told. */
  private lostBefore = 0;
  private lostTold = 0;
  private last = 0;

  constructor(options: RecorderOptions) {
    this.options = options;
    this.current = { id: options.order.id, phase: "idle", since: Date.now(), file: null, bytes: 0, parts: 0, length: 0, problem: null };
    this.cut = this.newCut();
  }

  /** Begins at the newest keyframe; answers the Problem when the folder does not allow it, null when it runs. */
  async start(): Promise<Problem | null> {
    if (this.current.phase !== "idle" && this.current.phase !== "failed") return null;
    return this.begin(null);
  }

  /** Finalises the file; always resolves within 5 s. */
  async stop(): Promise<void> {
    if (this.current.phase === "starting" || this.current.phase === "recording") this.finish();
    await Promise.all(this.closing.values());
  }

  /** Leaves out what comes until it is resumed, which takes effect at the next keyframe; no other picture is lost. */
  pause(paused: boolean): void {
    if (paused) this.timeline.pause();
    else this.timeline.resume();
    this.become({ paused });
  }

  /** Goes on in a new file at the next keyframe. */
  split(): void {
    this.cut.ask();
  }

  /** A chapter begins with the newest picture; throws a ProblemError when that cannot be kept. */
  async mark(): Promise<void> {
    const { part, current } = this;
    const ms = ((this.last - this.cut.start) * 1000) / TICKS;
    if (part === null || !Number.isFinite(ms)) return; // there is no picture yet
    this.become({ chapters: (current.chapters ?? 0) + 1 });
    await part.mark(ms);
  }

  /**
   * `bytes` may still be written at about this rate; null when nobody knows. When there are none, the recording is finished
   * in order while there is still room to do so.
   */
  room(bytes: number | null, bytesPerSecond: number): void {
    if (this.current.phase !== "starting" && this.current.phase !== "recording") return;
    this.current = { ...this.current, left: bytes === null ? null : Math.max(0, bytes) / bytesPerSecond };
    if (bytes === null || bytes > 0) return;
    this.current = { ...this.current, problem: { code: "disk-reserve", subject: dirname(this.options.order.file) } };
    this.finish();
  }

  /** Process ids of the ffmpegs that write. */
  get pids(): number[] {
    return [this.part, ...this.closing.keys()].flatMap((part) => part?.pid ?? []);
  }

  /** The recording, after its parts that are being closed. */
  status(): RecordingStatus[] {
    const { id } = this.current;
    const parts = this.current.phase === "stopping" ? [] : [...this.closing.keys()];
    const stopping = parts.map((part): RecordingStatus => {
      return { ...this.current, id: `${id} ${part.file}`, phase: "stopping", file: part.file, bytes: part.bytes, problem: null };
    });
    return [...stopping, { ...this.current, length: this.length }];
  }

  private get length(): number {
    return this.first === null ? 0 : ((this.last - this.first) * 1000) / TICKS;
  }

  private newCut(): RecordingCut {
    const { order, tracks = [] } = this.options;
    return new RecordingCut(order.limits ?? { seconds: null, bytes: null }, 1 + tracks.length);
  }

  /** `problem` is why this is not the first file. */
  private async begin(problem: Problem | null): Promise<Problem | null> {
    this.become({ phase: "starting", problem });
    const part = this.newPart();
    this.part = part;
    this.cut = this.newCut();
    const refusal = await part.open();
    if (refusal !== null) {
      this.fail(part, refusal);
      return refusal;
    }
    if (this.current.phase !== "starting") return null; // stopped meanwhile
    this.become({ file: part.file });
    this.leaveBus = this.options.bus.join("last-keyframe", {
      format: (format) => {
        this.format = format;
        this.timeline.format(format.fps);
        this.former?.format(format);
        this.part?.format(format);
      },
      unit: (unit) => this.take(unit),
      end: () => this.finish(),
    }, "tracks");
    return null;
  }

  private take(given: Unit): void {
    const unit = this.timeline.pass(given);
    if (unit === null) return;
    if (unit.kind === "video") {
      this.first ??= unit.pts;
      this.last = Math.max(this.last, unit.pts);
    }
    const place = this.cut.place(unit);
    if (place === "next") this.next();
    (place === "former" ? this.former : this.part)?.push(unit);
    if (this.former !== null && this.cut.formerOver) this.closeFormer();
    if (unit.keyframe) this.tellLost();
  }

  private tellLost(): void {
    const lost = Math.ceil(this.lostBefore + (this.part?.lost ?? 0));
    if (lost <= this.lostTold) return;
    this.lostTold = lost;
    this.become({ problem: { code: "recording-gap", subject: `${lost} s` } });
  }

  /** The unit at hand begins a new part. */
  private next(): void {
    this.closeFormer();
    this.former = this.part;
    this.lostBefore += this.former?.lost ?? 0;
    const part = this.newPart();
    this.part = part;
    if (this.format !== null) part.format(this.format);
    void part.open(this.former).then((refusal) => {
      if (refusal !== null) this.fail(part, refusal);
      else if (this.part === part) this.become({ file: part.file });
    });
  }

  private newPart(): RecordingPart {
    const { order, ffmpeg, tracks = [] } = this.options;
    this.current = { ...this.current, parts: (this.current.parts ?? 0) + 1 };
    const part: RecordingPart = new RecordingPart({
      wanted: order.file,
      container: order.container,
      tracks,
      ffmpeg: ffmpeg.path,
      onBytes: () => this.count(),
      onEnd: (problem) => this.ended(part, problem),
    });
    return part;
  }

  private count(): void {
    const open = [this.part, this.former, ...this.closing.keys()];
    const bytes = open.reduce((sum, part) => sum + (part?.bytes ?? 0), this.closedBytes);
    this.current = { ...this.current, bytes };
    if (this.current.phase === "starting" && bytes > 0) this.become({ phase: "recording" });
  }

  private closeFormer(): void {
    if (this.former !== null) this.close(this.former, PART_PATIENCE);
    this.former = null;
  }

  private close(part: RecordingPart, patience?: number): void {
    this.closing.set(part, part.close(patience));
  }

  private finish(): void {
    this.leave();
    this.become({ phase: "stopping" });
    for (const part of [...this.closing.keys(), this.former, this.part]) if (part !== null) this.close(part);
    this.former = null;
    this.part = null;
    if (this.closing.size === 0) this.become({ phase: "idle" });
  }

  private ended(part: RecordingPart, problem: Problem | null): void {
    const { file, bytes } = part;
    this.closedBytes += bytes;
    // A full disk has no room for a second copy either.
    if (file !== null && bytes > 0 && problem?.code !== "disk-full") this.options.onFile(file, { whole: problem === null, marked: part.marked });
    if (this.closing.delete(part)) {
      const lost = problem ?? this.current.problem;
      if (this.current.phase !== "stopping" || this.closing.size > 0) this.become({ problem: lost });
      else this.become({ phase: problem === null ? "idle" : "failed", problem: lost });
    } else if (part === this.former) {
      this.former = null;
      this.become({ problem });
    } else if (problem !== null) {
      this.part = null;
      // What fails before the first byte, or for want of space, would fail again.
      if (bytes === 0 || problem.code === "disk-full") this.fail(part, problem);
      else {
        this.leave();
        this.closeFormer();
        void this.begin(problem);
      }
    }
  }

  private fail(part: RecordingPart, problem: Problem): void {
    if (this.closing.delete(part) && this.current.phase !== "stopping") return this.become({ problem });
    this.leave();
    if (part === this.part) this.part = null;
    this.closeFormer();
    this.become({ phase: "failed", problem });
  }

  private leave(): void {
    this.leaveBus?.();
    this.leaveBus = null;
  }

  private become(next: Partial<RecordingStatus>): void {
    const since = next.phase === undefined || next.phase === this.current.phase ? this.current.since : Date.now();
    this.current = { ...this.current, ...next, since };
    this.options.onChange();
    if (next.phase === "idle" || next.phase === "failed") this.options.onOver();
  }
}
