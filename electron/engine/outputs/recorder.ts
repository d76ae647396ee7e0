import type { FfmpegAbility } from "../../contract/encoder";
import type { RecordingOrder } from "../../contract/engine";
import { type Problem, problemOf } from "../../contract/problem";
import type { RecordingStatus } from "../../contract/recording";
import type { Bus } from "../bus/bus";
import { DeliveryQueue } from "./delivery-queue";
import { FedProcess, type ProcessEnd } from "./fed-process";
import { recorderArguments } from "./recorder-arguments";
import { claimFile, removeIfEmpty } from "./recording-file";
import { RecordingTimeline } from "./recording-timeline";
import { TransportPackager } from "./transport-stream";

export interface RecorderOptions {
  readonly order: RecordingOrder;
  readonly bus: Bus;
  readonly ffmpeg: FfmpegAbility;
  /** Called after every transition of the phase and when a new file is begun. */
  readonly onChange: () => void;
  /** A file with something in it is closed; `whole` when its ffmpeg ended in order. */
  readonly onFile: (file: string, whole: boolean) => void;
}

/** Media in ms that may wait for a slow disk before pictures are left out. */
const QUEUE_BOUND = 20_000;
const KEPT_LINES = 20;

/**
 * Writes the stream to a file that is never an existing one. When its ffmpeg dies, the recording goes on in a new
 * file and says so.
 */
export class Recorder {
  private readonly options: RecorderOptions;
  private current: RecordingStatus;
  private process: FedProcess | null = null;
  private readonly timeline = new RecordingTimeline();
  private leaveBus: (() => void) | null = null;
  private finished: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.options = options;
    this.current = { id: options.order.id, phase: "idle", since: Date.now(), file: null, bytes: 0, problem: null };
  }

  /** Begins at the newest keyframe; answers the Problem when the folder does not allow it, null when it runs. */
  async start(): Promise<Problem | null> {
    if (this.current.phase !== "idle" && this.current.phase !== "failed") return null;
    return this.begin(null);
  }

  /** Finalises the file; always resolves within 5 s. */
  async stop(): Promise<void> {
    if (this.current.phase === "starting" || this.current.phase === "recording") this.finish();
    await this.finished;
  }

  /** Leaves out what comes until it is resumed, which takes effect at the next keyframe; no other picture is lost. */
  pause(paused: boolean): void {
    if (paused) this.timeline.pause();
    else this.timeline.resume();
    this.become({ paused });
  }

  /** Process id of the ffmpeg that writes, while there is one. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  status(): RecordingStatus {
    return this.current;
  }

  /** `problem` is why this is not the first file. */
  private async begin(problem: Problem | null): Promise<Problem | null> {
    const { order, bus, ffmpeg } = this.options;
    this.become({ phase: "starting", file: null, bytes: 0, problem });
    let file: string;
    try {
      file = await claimFile(order.file);
    } catch (thrown) {
      const refusal = problemOf(thrown);
      this.become({ phase: "failed", problem: refusal });
      return refusal;
    }
    if (this.current.phase !== "starting") {
      await removeIfEmpty(file); // stopped meanwhile
      return null;
    }
    const queue = new DeliveryQueue(QUEUE_BOUND);
    const packager = new TransportPackager();
    const lines: string[] = [];
    let writable = true;
    const process = new FedProcess(ffmpeg.path, recorderArguments(file, order.container), {
      progress: (bytes) => {
        this.current = { ...this.current, bytes };
        if (this.current.phase === "starting" && bytes > 0) this.become({ phase: "recording" });
      },
      line: (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
      },
      writable: () => {
        writable = true;
        pump();
      },
      ended: (end) => this.ended(file, end, lines),
    });
    const pump = (): void => {
      while (writable) {
        const unit = queue.next();
        if (unit === undefined) return;
        writable = process.write(packager.pack(unit));
      }
    };
    this.process = process;
    this.become({ file });
    this.leaveBus = bus.join("last-keyframe", {
      format: (format) => {
        packager.format(format);
        this.timeline.format(format.fps);
      },
      unit: (unit) => {
        const recorded = this.timeline.pass(unit);
        if (recorded === null) return;
        queue.push(recorded);
        pump();
      },
      end: () => this.finish(),
    });
    return null;
  }

  private finish(): void {
    this.leave();
    this.become({ phase: "stopping" });
    if (this.process === null) this.become({ phase: "idle" });
    else this.finished = this.process.finish();
  }

  private ended(file: string, end: ProcessEnd, lines: readonly string[]): void {
    const { phase } = this.current;
    this.leave();
    this.process = null;
    removeIfEmpty(file).catch(() => undefined); // somebody else removed it first
    const problem = problemOfRecording(end, lines, file);
    // A full disk has no room for a second copy either.
    if (this.current.bytes > 0 && problem?.code !== "disk-full") this.options.onFile(file, problem === null);
    if (phase === "stopping") {
      this.become({ phase: problem === null ? "idle" : "failed", problem: problem ?? this.current.problem });
      return;
    }
    const reason: Problem = problem ?? { code: "recording-failed", subject: file };
    // What fails before the first byte, or for want of space, would fail again.
    if (phase === "starting" || reason.code === "disk-full") this.become({ phase: "failed", problem: reason });
    else void this.begin(reason);
  }

  private leave(): void {
    this.leaveBus?.();
    this.leaveBus = null;
  }

  private become(next: Partial<RecordingStatus>): void {
    const since = next.phase === undefined || next.phase === this.current.phase ? this.current.since : Date.now();
    this.current = { ...this.current, ...next, since };
    this.options.onChange();
  }
}

/** Why a recording ended, from ffmpeg's own words; null when it ended in order. */
export function problemOfRecording(end: ProcessEnd, lines: readonly string[], file: string): Problem | null {
  if (end.failure !== null) {
    return { code: end.failure.code === "ENOENT" ? "ffmpeg-missing" : "recording-failed", subject: file, detail: end.failure.message };
  }
  const full = lines.find((line) => /No space left on device|Disk quota exceeded/i.test(line));
  if (full !== undefined) return { code: "disk-full", subject: file, detail: full };
  if (end.code === 0) return null;
  const detail = lines.at(-1);
  return { code: "recording-failed", subject: file, ...(detail === undefined ? {} : { detail }) };
}
