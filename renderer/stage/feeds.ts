import type { Source } from "../../electron/contract/collection";
import { problemOf } from "../../electron/contract/problem";
import type { VideoFormat } from "../../electron/contract/video";
import type { Feed, SourceState } from "../sources/kind";
import { sourceKind } from "../sources/kinds";
import { FilterFiles } from "./filter-files";
import type { SourceReport, StagedSource } from "./messages";

/** `preload`: made ready before it is first seen. */
export type StageSource = Source & { readonly preload?: boolean };

const starting: SourceState = { phase: "starting", problem: null, width: 0, height: 0, fps: 0 };

type Told = Pick<SourceState, "phase" | "problem" | "media">;

/** A source in the window: its feed, and what is known of it. */
interface Fed {
  source: Source;
  /** Counts its settings, so that what is late from older ones is known as such. */
  turn: number;
  feed: Feed | null;
  /** What its feed told, null before it did and where there is none. */
  told: Told | null;
  report: SourceReport | null;
}

export interface FeedsEvents {
  /** From a feed to its picture in the worker. */
  readonly post: (source: string, turn: number, message: unknown, transfer: Transferable[]) => void;
  /** The content of a file that a source's filter needs. */
  readonly onFile: (source: string, filter: string, path: string, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onSound: (source: string, port: MessagePort) => void;
  readonly onStates: (states: ReadonlyMap<string, SourceState>) => void;
}

/** The feeds of the collection's sources: each begins when its source is first seen, and ends with it. */
export class Feeds {
  private readonly fed = new Map<string, Fed>();
  private staged: ReadonlySet<string> = new Set();
  private active: ReadonlySet<string> = new Set();
  private readonly files: FilterFiles;

  constructor(
    private format: VideoFormat,
    private readonly events: FeedsEvents,
  ) {
    this.files = new FilterFiles({ onRead: events.onFile, onProblem: () => this.tell() });
  }

  /** Takes the sources as they are now; gives them as the worker is to be told, which has to be before `begin`. */
  set(sources: readonly StageSource[]): StagedSource[] {
    const staged = sources.map((source) => {
      const known = this.fed.get(source.id);
      const fed = known ?? { source, turn: 0, feed: null, told: null, report: null };
      if (known !== undefined && !isSame(known.source, source)) this.renew(fed);
      fed.source = source;
      this.fed.set(source.id, fed);
      const { id, kind, settings, filters, preload = false } = source;
      return { id, turn: fed.turn, kind, settings, filters, preload };
    });
    for (const [id, { feed }] of this.fed) {
      if (sources.some((source) => source.id === id)) continue;
      feed?.close();
      this.fed.delete(id);
    }
    this.tell();
    return staged;
  }

  /** No feed gives more than that: those there are begin anew, once the worker was told. */
  setFormat(format: VideoFormat): void {
    this.format = format;
    for (const fed of this.fed.values()) if (sourceKind(fed.source.kind)?.feed !== undefined) this.renew(fed);
  }

  /** Begins the feeds of sources whose pictures are there and that have none. */
  begin(): void {
    for (const id of this.staged) {
      const fed = this.fed.get(id);
      if (fed?.feed === null) this.open(fed);
    }
    this.files.set([...this.fed.values()].flatMap(({ source }) => (this.staged.has(source.id) ? [source] : [])));
  }

  setSeen(staged: readonly string[], active: readonly string[]): void {
    this.staged = new Set(staged);
    this.begin();
    const now = new Set(active);
    for (const [id, { feed }] of this.fed) {
      if (now.has(id) !== this.active.has(id)) feed?.setActive?.(now.has(id));
    }
    this.active = now;
  }

  heard(source: string, turn: number, message: unknown): void {
    const fed = this.fed.get(source);
    if (fed?.turn === turn) fed.feed?.heard?.(message);
  }

  reported(report: SourceReport): void {
    const fed = this.fed.get(report.source);
    if (fed === undefined) return;
    fed.report = report;
    this.tell();
  }

  /** Begins a source anew that failed; gives whether the worker has to be told of it. */
  retry(source: string): boolean {
    const fed = this.fed.get(source);
    if (fed === undefined || stateOf(fed).phase !== "failed") return false;
    this.renew(fed);
    return true;
  }

  command(source: string, command: string, argument?: number): void {
    this.fed.get(source)?.feed?.command?.(command, argument);
  }

  get states(): ReadonlyMap<string, SourceState> {
    return new Map([...this.fed].map(([id, fed]) => [id, this.stateOf(id, fed)]));
  }

  close(): void {
    this.files.close();
    for (const { feed } of this.fed.values()) feed?.close();
    this.fed.clear();
  }

  /** Ends what there is of older settings. */
  private renew(fed: Fed): void {
    fed.turn++;
    fed.feed?.close();
    fed.feed = null;
    fed.told = null;
  }

  private open(fed: Fed): void {
    const { source, turn } = fed;
    const { id } = source;
    const isCurrent = (): boolean => this.fed.get(id) === fed && fed.turn === turn;
    try {
      fed.feed =
        sourceKind(source.kind)?.feed?.(source.settings, {
          id,
          format: this.format,
          post: (message, transfer = []) => this.events.post(id, turn, message, transfer),
          sound: (port) => this.events.onSound(id, port),
          tell: (told) => {
            if (!isCurrent()) return;
            fed.told = told;
            this.tell();
          },
        }) ?? null;
      if (this.active.has(id)) fed.feed?.setActive?.(true);
    } catch (error) {
      fed.told = { phase: "failed", problem: problemOf(error) };
      this.tell();
    }
  }

  private stateOf(id: string, fed: Fed): SourceState {
    const state = stateOf(fed);
    return state.problem === null ? { ...state, problem: fed.report?.filterProblem ?? this.files.problemOf(id) } : state;
  }

  private tell(): void {
    this.events.onStates(this.states);
  }
}

function isSame(a: Source, b: Source): boolean {
  return a.kind === b.kind && (a.settings === b.settings || JSON.stringify(a.settings) === JSON.stringify(b.settings));
}

function stateOf({ told, report, source, turn }: Fed): SourceState {
  const { width, height, fps, problem } = report ?? { ...starting, problem: null };
  // Of older settings, only what is still to be seen counts.
  if (problem !== null && report?.turn === turn) return { phase: "failed", problem, width, height, fps };
  const hasFeed = sourceKind(source.kind)?.feed !== undefined;
  const phase = width > 0 ? "showing" : "starting";
  const own: Told = told ?? { phase: hasFeed ? "starting" : phase, problem: null };
  const size = own.phase === "showing" ? { width, height, fps } : { width: 0, height: 0, fps: 0 };
  return { ...own, ...size };
}
