import { dirname } from "node:path";
import { type Problem, ProblemError, problemOf } from "../../contract/problem";
import type { RecordingContainer } from "../../contract/recording";
import type { StreamFormat, Unit } from "../bus/unit";
import { FedProcess, type ProcessEnd } from "../outputs/fed-process";
import { recorderArguments } from "./arguments";
import { writeChapters } from "./chapters";
import { claimFile, folderProblem, removeIfEmpty } from "./file";
import { RecordingQueue } from "./queue";
import { TransportPackager } from "../outputs/transport-stream";

export interface RecordingPartOptions {
  /** The name that is wanted; a file that exists is never written over. */
  readonly wanted: string;
  readonly container: RecordingContainer;
  /** What is heard on the tracks beside the program's sound. */
  readonly tracks: readonly string[];
  /** Path of the ffmpeg to use. */
  readonly ffmpeg: string;
  /** More of it is on the disk. */
  readonly onBytes: () => void;
  /** Its ffmpeg is over, for whatever reason; null when it was closed in order. */
  readonly onEnd: (problem: Problem | null) => void;
}

/** Media in ms that may wait for a slow disk before some is left out. */
const QUEUE_BOUND = 20_000;
const KEPT_LINES = 20;

/** One file of a recording and the ffmpeg that writes it. What comes before both are there waits. */
export class RecordingPart {
  /** Once it has one. */
  file: string | null = null;
  /** Bytes in it so far. */
  bytes = 0;
  private readonly options: RecordingPartOptions;
  private readonly queue = new RecordingQueue(QUEUE_BOUND);
  private readonly packager = new TransportPackager();
  private process: FedProcess | null = null;
  private opening: Promise<Problem | null> = Promise.resolve(null);
  private writable = true;
  private used = false;
  private closed = false;
  private readonly marks: number[] = [];
  private marking: Promise<void> = Promise.resolve();

  constructor(options: RecordingPartOptions) {
    this.options = options;
  }

  /** Makes the file once the one of the part before is made; answers the Problem when the folder does not allow it, and never ends then. */
  open(before: RecordingPart | null = null): Promise<Problem | null> {
    this.opening = before === null ? this.begin() : before.opening.then(() => this.begin());
    return this.opening;
  }

  format(format: StreamFormat): void {
    this.packager.format(format);
  }

  /** The first one is a keyframe. */
  push(unit: Unit): void {
    this.used = true;
    this.queue.push(unit);
    this.pump();
  }

  /** A chapter begins at so many ms of it; throws a ProblemError when that cannot be kept. */
  async mark(ms: number): Promise<void> {
    await this.opening;
    const { file } = this;
    if (file === null) return;
    this.marks.push(ms);
    const written = this.marking.then(() => writeChapters(file, this.marks));
    this.marking = written.catch(() => undefined);
    await written.catch((thrown: unknown) => {
      throw new ProblemError(folderProblem(thrown as NodeJS.ErrnoException, dirname(file)));
    });
  }

  get marked(): boolean {
    return this.marks.length > 0;
  }

  /** Writes what waits and finalises the file, within `patience` ms and one second. */
  async close(patience?: number): Promise<void> {
    this.closed = true;
    await this.opening;
    if (this.process === null) return;
    // Node holds what the process does not take at once.
    this.writable = true;
    for (let unit = this.queue.next(); unit !== undefined; unit = this.queue.next()) this.process.write(this.packager.pack(unit));
    await this.process.finish(patience);
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Seconds that are missing in it because the disk did not take them. */
  get lost(): number {
    return this.queue.lost;
  }

  private async begin(): Promise<Problem | null> {
    const { wanted, container, tracks, ffmpeg, onBytes } = this.options;
    let file: string;
    try {
      file = await claimFile(wanted);
    } catch (thrown) {
      return problemOf(thrown);
    }
    this.file = file;
    if (this.closed && !this.used) {
      this.over(file, null);
      return null;
    }
    const lines: string[] = [];
    this.process = new FedProcess(ffmpeg, recorderArguments(file, container, tracks), {
      progress: (bytes) => {
        this.bytes = bytes;
        onBytes();
      },
      line: (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
      },
      writable: () => {
        this.writable = true;
        this.pump();
      },
      ended: (end) => {
        // A part that was closed before anything came has nothing to complain of.
        if (this.closed && !this.used) this.over(file, null);
        else this.over(file, problemOfRecording(end, lines, file) ?? (this.closed ? null : { code: "recording-failed", subject: file }));
      },
    });
    this.pump();
    return null;
  }

  private pump(): void {
    while (this.process !== null && this.writable && !this.queue.empty) {
      const unit = this.queue.next();
      if (unit !== undefined) this.writable = this.process.write(this.packager.pack(unit));
    }
  }

  private over(file: string, problem: Problem | null): void {
    this.process = null;
    removeIfEmpty(file).catch(() => undefined); // somebody else removed it first
    void this.marking.then(() => this.options.onEnd(problem));
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
