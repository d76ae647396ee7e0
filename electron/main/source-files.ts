import { readFile, stat } from "node:fs/promises";
import { basename, isAbsolute } from "node:path";
import { MAX_FILE } from "../contract/channels";
import type { Problem, ProblemCode } from "../contract/problem";
import { watchFile } from "./file-watch";

export interface SourceFilesParts {
  /** Whether a path stands in the open collection. */
  stands: (path: string) => boolean;
  /** Asks a person for files; none when they think better of it. */
  choose: (extensions: readonly string[], several: boolean) => Promise<string[]>;
  /** A watched file is not as it was. */
  changed: (path: string) => void;
}

interface Watch {
  count: number;
  readonly end: () => void;
}

/**
 * The files that sources and filters read: the page gets only what the collection names or a person chose, so that it can never
 * read anything else of this computer.
 */
export class SourceFiles {
  private readonly chosen = new Set<string>();
  private readonly watches = new Map<string, Watch>();

  constructor(private readonly parts: SourceFilesParts) {}

  allowed(path: string): boolean {
    return isAbsolute(path) && (this.chosen.has(path) || this.parts.stands(path));
  }

  async choose(extensions: readonly string[], several: boolean): Promise<string[]> {
    const paths = await this.parts.choose(extensions, several);
    for (const path of paths) this.chosen.add(path);
    return paths;
  }

  /** The bytes of a regular file of at most MAX_FILE bytes, or why there are none. */
  async read(path: string): Promise<{ bytes: Uint8Array<ArrayBuffer> } | { problem: Problem }> {
    const refused = (code: ProblemCode) => ({ problem: { code, subject: basename(path) } });
    if (!this.allowed(path)) return refused("file-refused");
    try {
      const found = await stat(path);
      if (!found.isFile()) return refused("file-unreadable");
      if (found.size > MAX_FILE) return refused("file-too-large");
      const bytes = await readFile(path);
      // It may have grown meanwhile.
      return bytes.byteLength > MAX_FILE ? refused("file-too-large") : { bytes: new Uint8Array(bytes) };
    } catch (thrown) {
      const missing = ["ENOENT", "ENOTDIR"].includes((thrown as NodeJS.ErrnoException).code ?? "");
      return refused(missing ? "file-missing" : "file-unreadable");
    }
  }

  watch(path: string): void {
    if (!this.allowed(path)) return;
    const known = this.watches.get(path);
    if (known !== undefined) known.count++;
    else this.watches.set(path, { count: 1, end: watchFile(path, () => this.parts.changed(path)) });
  }

  unwatch(path: string): void {
    const known = this.watches.get(path);
    if (known === undefined || --known.count > 0) return;
    known.end();
    this.watches.delete(path);
  }

  /** The page that watched is gone. */
  unwatchAll(): void {
    for (const { end } of this.watches.values()) end();
    this.watches.clear();
  }
}

/** Whether a text is one of the values anywhere inside. */
export function holds(value: unknown, text: string): boolean {
  if (typeof value === "string") return value === text;
  return typeof value === "object" && value !== null && Object.values(value).some((inner) => holds(inner, text));
}
