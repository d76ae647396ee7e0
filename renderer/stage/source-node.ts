import type { Filter } from "../../electron/contract/filter";
import { type Problem, problemOf } from "../../electron/contract/problem";
import { filterKind } from "../filters/kinds";
import type { VideoFilter } from "../filters/kind";
import { sourceKind } from "../sources/kinds";
import { type Picture, type PictureTools, type Playback, type Timing, untimed } from "../sources/picture";
import type { Size } from "./fit";
import type { Layer } from "./layer";
import type { StagedSource } from "./messages";

/** How long a picture may take, in ms: one that takes longer is not waited for again until it is there. */
const PATIENCE = 200;

const nothing: Size = { width: 0, height: 0 };

interface Link {
  /** The filter as it was given, to be found unchanged. */
  readonly said: string;
  readonly id: string;
  readonly kind: string;
  readonly filter: VideoFilter;
  /** With older settings: applied until `filter` has the file that it waits for. */
  former: VideoFilter | null;
  /** Its version when it was last applied. */
  version: number;
}

/** A source of the collection as it is on the stage: its picture, seen through its filters. */
export class SourceNode {
  /** What is shown now: null while there is nothing. Changes only within `refresh`, or when that resolves. */
  layer: Layer | null = null;
  /** Counts the changes of `layer`'s pixels. */
  revision = 0;
  /** Why it cannot be shown. */
  problem: Problem | null = null;
  /** What is wrong with its filters, which are passed by then. */
  filterProblem: Problem | null = null;
  /** Which of its settings the newest picture was made of. */
  turn = -1;

  private picture: Picture | null = null;
  /** Of newer settings; takes the place of `picture` when it has something to show. */
  private next: Picture | null = null;
  /** Of the newest settings: hears its feed. */
  private newest: Picture | null = null;
  private chain: Link[] = [];
  /** What `layer` was made of. */
  private drawn: { picture: Picture; version: number; revision: number | undefined; chain: number } | null = null;
  /** `changes` when the filters were last applied. */
  private applied = -1;
  private inFlight: Promise<void> | null = null;
  /** When that began, by the monotonic clock in ms. */
  private begunAt = 0;
  private changes = 0;
  private closed = false;

  constructor(
    private readonly tools: (node: SourceNode) => PictureTools,
    readonly id: string,
  ) {}

  /** Takes new settings and filters; what did not change stays. */
  set(source: StagedSource): void {
    if (source.turn !== this.turn) {
      this.turn = source.turn;
      this.next?.close();
      this.newest = this.next = this.attempt(() => {
        const kind = sourceKind(source.kind);
        if (kind === null) throw new Error(`sources of the kind "${source.kind}" are not known to this version`);
        return kind.picture(source.settings, this.tools(this));
      });
    }
    this.setFilters(source.filters);
  }

  fed(turn: number, message: unknown): void {
    if (turn !== this.turn) return;
    this.attempt(() => this.newest?.fed?.(message));
  }

  /** The content of a file that one of its filters needs. */
  async file(filter: string, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const link = this.chain.find(({ id }) => id === filter);
    try {
      await link?.filter.file?.(path, bytes);
      this.filterProblem = null;
    } catch (error) {
      this.filterProblem = problemOf(error);
    }
  }

  /** As it is seen, in px; 0 by 0 while there is nothing to show. */
  size(): Size {
    const picture = this.current();
    if (picture === null) return nothing;
    return this.chain.reduce((size, link) => (link.former ?? link.filter).size?.(size) ?? size, picture.size());
  }

  timing(at?: number): Timing {
    return this.current()?.timing(at) ?? untimed;
  }

  /** Where it plays; null of what does not. */
  playback(at: number): Playback | null {
    return this.current()?.playback?.(at) ?? null;
  }

  /** Whether `refresh` would change anything. */
  isStale(at: number): boolean {
    const picture = this.current();
    if (picture === null || picture.size().width === 0) return this.layer !== null;
    const { drawn } = this;
    return (
      drawn === null || drawn.picture !== picture || drawn.version !== picture.version(at) || drawn.chain !== this.chainVersion(at)
    );
  }

  /** Brings `layer` to the moment `at`. Gives a promise, which never rejects, when that takes time. */
  refresh(at: number): Promise<void> | null {
    if (this.inFlight !== null) return performance.now() - this.begunAt < PATIENCE ? this.inFlight : null;
    if (!this.isStale(at)) return null;
    const picture = this.current();
    if (picture === null || picture.size().width === 0) {
      this.drawn = null;
      this.show(null);
      return null;
    }
    const version = picture.version(at);
    this.begunAt = performance.now();
    try {
      const rendered = picture.render(at);
      if (!(rendered instanceof Promise)) {
        this.take(picture, version, rendered, at);
        return null;
      }
      this.inFlight = rendered
        .then((layer) => this.landed(() => this.take(picture, version, layer, at)))
        .catch((error: unknown) => this.landed(() => this.fail(picture, version, at, error)));
      return this.inFlight;
    } catch (error) {
      this.fail(picture, version, at, error);
      return null;
    }
  }

  close(): void {
    this.closed = true;
    this.next?.close();
    this.picture?.close();
    for (const link of this.chain) closeLink(link);
    this.layer = null;
  }

  private current(): Picture | null {
    if (this.next !== null && this.inFlight === null && (this.picture === null || this.next.size().width > 0)) {
      this.picture?.close();
      this.picture = this.next;
      this.next = null;
      this.problem = null;
    }
    return this.picture;
  }

  private setFilters(filters: readonly Filter[]): void {
    const old = this.chain;
    let problem: Problem | null = null;
    this.chain = filters
      .filter(({ enabled }) => enabled)
      .flatMap(({ id, kind, settings }) => {
        const said = JSON.stringify([id, kind, settings]);
        const kept = old.find((link) => link.said === said);
        if (kept !== undefined) return [kept];
        try {
          const filter = filterKind(kind)?.filter(settings, this.tools(this));
          if (filter === undefined) return [];
          const before = filter.ready?.() === false ? old.find((link) => link.id === id && link.kind === kind) : undefined;
          const former = before === undefined ? null : (before.former ?? before.filter);
          return [{ said, id, kind, filter, former, version: -1 }];
        } catch (error) {
          problem = problemOf(error);
          return [];
        }
      });
    const kept = new Set(this.chain.flatMap(({ filter, former }) => [filter, former]));
    for (const { filter, former } of old) for (const each of [filter, former]) if (!kept.has(each)) each?.close();
    if (old.length === this.chain.length && old.every((link, i) => link === this.chain[i])) return;
    this.changes++;
    this.filterProblem = problem;
  }

  /** Changes whenever the filters do. */
  private chainVersion(at: number): number {
    for (const link of this.chain) {
      if (link.former === null || link.filter.ready?.() === false) continue;
      link.former.close();
      link.former = null;
      this.changes++;
    }
    let version = this.changes;
    for (const { filter, former } of this.chain) version += (former ?? filter).version?.(at) ?? 0;
    return version;
  }

  private take(picture: Picture, version: number, layer: Layer, at: number): void {
    const { drawn } = this;
    const chain = this.chainVersion(at);
    const revision = picture.revision?.();
    const changed = drawn?.picture !== picture || revision === undefined || drawn.revision !== revision;
    this.drawn = { picture, version, revision, chain };
    this.problem = null;
    if (changed || drawn.chain !== chain) this.show(this.filtered(layer, at, changed));
  }

  private filtered(layer: Layer, at: number, changed: boolean): Layer {
    let shown = layer;
    let fresh = changed || this.applied !== this.changes;
    this.applied = this.changes;
    for (const link of this.chain) {
      const filter = link.former ?? link.filter;
      const version = filter.version?.(at) ?? 0;
      shown = filter.apply(shown, at, fresh);
      fresh ||= version !== link.version;
      link.version = version;
    }
    return shown;
  }

  private fail(picture: Picture, version: number, at: number, error: unknown): void {
    this.drawn = { picture, version, revision: undefined, chain: this.chainVersion(at) };
    this.problem = problemOf(error);
    this.show(null);
  }

  private show(layer: Layer | null): void {
    this.layer = layer;
    this.revision++;
  }

  private landed(settle: () => void): void {
    this.inFlight = null;
    if (!this.closed) settle();
  }

  private attempt<T>(run: () => T): T | null {
    try {
      return run();
    } catch (error) {
      this.problem = problemOf(error);
      return null;
    }
  }
}

function closeLink({ filter, former }: Link): void {
  former?.close();
  filter.close();
}
