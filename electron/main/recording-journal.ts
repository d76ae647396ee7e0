import { readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { RecordingJournal } from "../contract/recording";
import type { EngineStatus } from "../contract/status";

/** Which recordings are not finished, kept on disk so that a run that broke off leaves none behind. */
export class RecordingsUnderWay {
  private readonly path: string;
  private readonly files = new Set<string>();
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
    if (parsed.success) for (const file of parsed.data.files) this.files.add(file);
  }

  /** A new engine is there and knows nothing: the files that one before left, to be finished. */
  engineStarted(): string[] {
    this.seen = new Set();
    return [...this.files];
  }

  heard({ recordings }: EngineStatus): void {
    const open = new Set(recordings.flatMap(({ file, phase }) => (file === null || phase === "idle" || phase === "failed" ? [] : [file])));
    const over = [...this.seen].filter((file) => !open.has(file));
    const begun = [...open].filter((file) => !this.files.has(file));
    this.seen = open;
    for (const file of over) this.files.delete(file);
    for (const file of begun) this.files.add(file);
    if (over.length + begun.length > 0) this.write();
  }

  /** Resolves when all is on disk. */
  settled(): Promise<void> {
    return this.writing;
  }

  private write(): void {
    const journal: RecordingJournal = { version: 1, files: [...this.files] };
    this.writing = this.writing
      .then(() => writeFileAtomic(this.path, `${JSON.stringify(journal, null, 2)}\n`, { mode: 0o600 }))
      .catch((thrown: unknown) => this.warn(`${this.path}: ${String(thrown)}`));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
