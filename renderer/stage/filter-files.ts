import type { Source } from "../../electron/contract/collection";
import type { Problem } from "../../electron/contract/problem";
import { filterKind } from "../filters/kinds";
import { watchFile } from "../sources/watched-file";

export interface FilterFilesEvents {
  readonly onRead: (source: string, filter: string, path: string, bytes: Uint8Array<ArrayBuffer>) => void;
  /** A file cannot be had, or can be again. */
  readonly onProblem: () => void;
}

interface Wanted {
  readonly source: string;
  readonly filter: string;
  readonly path: string;
}

interface Watching {
  readonly source: string;
  leave: () => void;
  problem: Problem | null;
}

/** The files of the filters of sources that are staged: read when a filter is made, and whenever they change. */
export class FilterFiles {
  /** What ends the watching, by what was asked for. */
  private readonly watched = new Map<string, Watching>();

  constructor(private readonly events: FilterFilesEvents) {}

  /** Follows the filters as they are now. */
  set(sources: Iterable<Source>): void {
    const wanted = new Map<string, Wanted>();
    for (const { id, filters } of sources) {
      for (const { id: filter, kind, enabled, settings } of filters) {
        if (!enabled) continue;
        for (const path of pathsOf(kind, settings)) {
          // Whatever makes the filter anew has its files read anew.
          wanted.set(JSON.stringify([id, filter, kind, settings, path]), { source: id, filter, path });
        }
      }
    }
    for (const [key, { leave }] of this.watched) {
      if (wanted.has(key)) continue;
      leave();
      this.watched.delete(key);
    }
    for (const [key, { source, filter, path }] of wanted) {
      if (this.watched.has(key)) continue;
      const watching: Watching = { source, leave: () => undefined, problem: null };
      this.watched.set(key, watching);
      watching.leave = watchFile(path, {
        read: (bytes) => {
          watching.problem = null;
          this.events.onRead(source, filter, path, bytes);
          this.events.onProblem();
        },
        failed: (problem) => {
          watching.problem = problem;
          this.events.onProblem();
        },
      });
    }
  }

  /** Why a file of a source's filters cannot be had. */
  problemOf(source: string): Problem | null {
    for (const watching of this.watched.values()) {
      if (watching.source === source && watching.problem !== null) return watching.problem;
    }
    return null;
  }

  close(): void {
    for (const { leave } of this.watched.values()) leave();
    this.watched.clear();
  }
}

/** None of a filter whose settings are wrong: the worker says so. */
function pathsOf(kind: string, settings: Source["settings"]): readonly string[] {
  try {
    return filterKind(kind)?.files?.(settings) ?? [];
  } catch {
    return [];
  }
}
