import { stat } from "node:fs/promises";
import { problemOf } from "../../contract/problem";
import type { RecordingStatus } from "../../contract/recording";
import { forgetChapters } from "./chapters";
import { removeIfEmpty } from "./file";
import { finishRecording } from "./finish";

export interface FinisherOptions {
  /** The ffmpeg to use; null while none is known. */
  readonly ffmpeg: () => string | null;
  /** Bytes that copies leave free on the disk. */
  readonly spare: () => number;
  /** Called when a file begins, ends or fails. */
  readonly onChange: () => void;
}

/** How long a file that is under way when the engine ends may go on, in ms; the next start does it again. */
const CLOSING_TIME = 1500;

/** Finishes recordings one after the other (see finishRecording), beside whatever else goes on. */
export class RecordingFinisher {
  private readonly options: FinisherOptions;
  /** What waits, is under way, or failed. */
  private readonly files = new Map<string, RecordingStatus>();
  private readonly ending = new AbortController();
  private line: Promise<void> = Promise.resolve();

  constructor(options: FinisherOptions) {
    this.options = options;
  }

  /** Puts a file at the end of the line; one that is there already stays where it is. */
  add(file: string): void {
    if (this.files.has(file) && this.files.get(file)?.phase !== "failed") return;
    const id = `finishing ${file}`;
    this.files.set(file, { id, phase: "finishing", since: Date.now(), file, bytes: 0, progress: 0, problem: null });
    this.options.onChange();
    this.line = this.line.then(() => this.finish(file));
  }

  status(): RecordingStatus[] {
    return [...this.files.values()];
  }

  /** Resolves when nothing is left to do. */
  idle(): Promise<void> {
    return this.line;
  }

  /** Ends within CLOSING_TIME; what was not finished is still said to be under way. */
  async close(): Promise<void> {
    const deadline = setTimeout(() => this.ending.abort(), CLOSING_TIME);
    await this.line;
    clearTimeout(deadline);
  }

  private async finish(file: string): Promise<void> {
    const ffmpeg = this.options.ffmpeg();
    if (this.ending.signal.aborted || ffmpeg === null) return;
    try {
      await removeIfEmpty(file).catch(() => undefined);
      const bytes = await stat(file).then(({ size }) => size, () => null);
      if (bytes !== null) {
        this.become(file, { bytes });
        await finishRecording(ffmpeg, file, (progress) => this.become(file, { progress }), this.ending.signal, this.options.spare());
      } else await forgetChapters(file);
      this.files.delete(file);
    } catch (thrown) {
      if (this.ending.signal.aborted) return;
      this.become(file, { phase: "failed", since: Date.now(), problem: problemOf(thrown) });
    }
    this.options.onChange();
  }

  private become(file: string, next: Partial<RecordingStatus>): void {
    const now = this.files.get(file);
    if (now !== undefined) this.files.set(file, { ...now, ...next });
  }
}
