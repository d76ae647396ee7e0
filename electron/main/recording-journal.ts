import { readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { RecordingJournal, type RecordingStatus } from "../contract/recording";
import type { EngineStatus } from "../contract/status";

/** Runs that try to finish a file. */
const MOST_TRIES = 5;

/** Which recordings are not finished, kept on disk so that a run that broke off leaves none behind. */
export class RecordingsUnderWay {
  private readonly path: string;
  /** With the number of runs that began with it. */
  private readonly files = new Map<string, number>();
  /** What the engine that runs now has said to be under way: only it can take a file off the list. */
  private seen: ReadonlySet<string> = new Set();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    folder: string,
    private readonly warn: (text: string) => void,
  ) {
    this.path = join(folder, "recordings.json");
  }

  /** Reads what the run before left; a missing or damaged file is an empty one. */
  async load(): Promise<void> {
    const text = await readFile(this.path, "utf8").catch(() => "null");
    const parsed = RecordingJournal.safeParse(jsonOf(text));
    if (!parsed.success || parsed.data.files.length === 0) return;
    const { files, tries = {} } = parsed.data;
    for (const file of files) {
      const begun = (tries[file] ?? 0) + 1;
      // What cannot be finished at all stays as it was recorded.
      if (begun <= MOST_TRIES) this.files.set(file, begun);
    }
    this.write();
  }

  /** A new engine is there and knows nothing: the files that one before left, to be finished. */
  engineStarted(): string[] {
    this.seen = new Set();
    return [...this.files.keys()];
  }

  heard({ recordings }: EngineStatus): void {
    const open = new Set(recordings.flatMap((one) => (one.file === null || isOver(one) ? [] : [one.file])));
    const over = [...this.seen].filter((file) => !open.has(file));
    const begun = [...open].filter((file) => !this.files.has(file));
    this.seen = open;
    for (const file of over) this.files.delete(file);
    for (const file of begun) this.files.set(file, 0);
    if (over.length + begun.length > 0) this.write();
  }

  /** Resolves when all is on disk. */
  settled(): Promise<void> {
    return this.writing;
  }

  private write(): void {
    const journal: RecordingJournal = { version: 1, files: [...this.files.keys()], tries: Object.fromEntries(this.files) };
    this.writing = this.writing
      .then(() => writeFileAtomic(this.path, `${JSON.stringify(journal, null, 2)}\n`, { mode: 0o600 }))
      .catch((thrown: unknown) => this.warn(`${this.path}: ${String(thrown)}`));
  }
}

/** A file that nothing more is to be done with. One without room for a copy, or left as it was, is tried again by the next run. */
function isOver({ phase, problem }: RecordingStatus): boolean {
  if (phase !== "failed") return phase === "idle";
  return problem?.code !== "recording-unfinished" && problem?.code !== "disk-full";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
