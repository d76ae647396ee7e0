import type { Collection } from "../../electron/contract/collection";
import type { Transition } from "../../electron/contract/scene";
import type { VideoFormat } from "../../electron/contract/video";
import type { SourceState } from "../sources/kind";
import { Feeds, type StageSource } from "./feeds";
import { generateTrack } from "./insertable-streams";
import type { Monitor, OnProgram, StageOrder, StageReport } from "./messages";
import { stingerFiles, stingerId, stingerSettings } from "./stinger";

export type { OnProgram } from "./messages";

/** What of a collection is staged; `transition` is only looked at to have its film ready. */
type StageCollection = Pick<Collection, "canvas" | "scenes" | "sources"> & Partial<Pick<Collection, "transition">>;

/** The stage: draws the collection's scenes in its worker, and hands the program to the engine on pull. */
export interface Stage {
  /** The program's format: sources are asked for no more than this, the small pictures have this shape. */
  setFormat(format: VideoFormat): void;
  /** Scenes, sources and canvas as they are now; what did not change stays as it is. */
  setCollection(collection: StageCollection): void;
  /** Brings a scene on the program by a transition; a cut at the first call. Completes a transition that is running. */
  take(scene: string, transition: Transition): void;
  /** Studio mode: the scene that is prepared, drawn beside the program while watched; null when off. */
  prepare(scene: string | null): void;
  /** The T-bar: position 0…1 of a transition by hand to the prepared scene; null lets it go, to the nearer end. */
  setBar(position: number | null, transition: Transition): void;
  /** Gives the port on which the engine pulls (contract/stage.ts) to the worker; a second port replaces the first. */
  connectEngine(port: MessagePort): void;
  /**
   * Shows the program, as large as it is seen and at up to 30 fps, in a video element of its shape (its srcObject is set,
   * and it is played). Costs nothing while the page is hidden or no element is attached. Returns the function that detaches it.
   */
  attachProgram(element: HTMLVideoElement): () => void;
  /** The same for the prepared scene. */
  attachPrepared(element: HTMLVideoElement): () => void;
  /** Tells the states of all sources now and at every change. Returns the function that ends the listening. */
  onSources(listener: (states: ReadonlyMap<string, SourceState>) => void): () => void;
  /** Tells what is on the program, from the first take on. */
  onProgram(listener: (program: OnProgram) => void): () => void;
  /** Of the media controls and the editors' actions; see Feed.command. "retry" opens any source anew that failed. */
  command(source: string, command: string, argument?: number): void;
  /** Tells every port on which a source's sound arrives, once. */
  onSound(listener: (source: string, port: MessagePort) => void): () => void;
  /** Tells the sources that are seen in the program, nested ones too, now and at every change. */
  onActive(listener: (sources: ReadonlySet<string>) => void): () => void;
  /** Stops all sources and the worker; the stage cannot be used any more. */
  close(): void;
}

/** Those who listen to one thing, told what is known at once. */
class Listeners<T> {
  private readonly all = new Set<(value: T) => void>();

  constructor(private newest: T | null) {}

  tell(value: T): void {
    this.newest = value;
    for (const listener of this.all) listener(value);
  }

  add(listener: (value: T) => void): () => void {
    this.all.add(listener);
    if (this.newest !== null) listener(this.newest);
    return () => void this.all.delete(listener);
  }

  clear(): void {
    this.all.clear();
  }
}

/** Starts the stage with nothing on it, 1280x720 at 30 until told otherwise. */
export function createStage(): Stage {
  const worker = new Worker(new URL("./stage-worker.ts", import.meta.url), { type: "module", name: "stage" });
  const send = (order: StageOrder, transfer: Transferable[] = []): void => worker.postMessage(order, transfer);

  let format: VideoFormat = { width: 1280, height: 720, fps: 30 };
  let collection: StageCollection = { canvas: format, scenes: [], sources: [] };
  const states = new Listeners<ReadonlyMap<string, SourceState>>(new Map());
  const program = new Listeners<OnProgram>(null);
  const active = new Listeners<ReadonlySet<string>>(new Set());
  const sounds = new Set<(source: string, port: MessagePort) => void>();
  /** Sounds that nobody has taken yet. */
  const unheard: [string, MessagePort][] = [];
  const feeds = new Feeds(format, {
    post: (source, turn, message, transfer) => send({ type: "fed", source, turn, message }, transfer),
    onStates: (all) => states.tell(all),
    onFile: (source, filter, path, bytes) => send({ type: "file", source, filter, path, bytes }),
    onSound(source, port) {
      if (sounds.size === 0) unheard.push([source, port]);
      for (const listener of sounds) listener(source, port);
    },
  });

  /** Of a transition that was not foreseen in the collection. */
  let taken: Transition | null = null;
  /** The films of all stingers there may be, as sources of their own. */
  const films = (): StageSource[] => {
    const all = [collection.transition, taken, ...collection.scenes.map(({ transition }) => transition)];
    return stingerFiles(all).map((file) => ({
      ...{ id: stingerId(file), name: "Stinger", kind: "media", settings: stingerSettings(file), filters: [], preload: true },
    }));
  };
  /** Has a transition's film made ready, where that was not done yet. */
  const foresee = (transition: Transition): void => {
    if (transition.kind !== "stinger" || films().some(({ id }) => id === stingerId(transition.file))) return;
    taken = transition;
    tellWorker();
  };

  const tellWorker = (): void => {
    const { canvas, scenes, sources } = collection;
    send({ type: "collection", canvas, scenes, sources: feeds.set([...sources, ...films()]) });
    // The worker hears of a source before its feed speaks.
    feeds.begin();
  };

  worker.addEventListener("message", ({ data }: MessageEvent<StageReport>) => {
    switch (data.type) {
      case "source":
        feeds.reported(data);
        return;
      case "said":
        feeds.heard(data.source, data.turn, data.message);
        return;
      case "seen":
        feeds.setSeen(data.staged, data.active);
        active.tell(new Set(data.active));
        return;
      case "program":
        program.tell(data.program);
    }
  });
  worker.addEventListener("error", (event) => {
    const failed = { phase: "failed", problem: { code: "internal", detail: event.message }, width: 0, height: 0, fps: 0 } as const;
    states.tell(new Map(collection.sources.map(({ id }) => [id, failed])));
  });

  const monitors = { program: createMonitor("program", send), prepared: createMonitor("prepared", send) };
  send({ type: "format", format });

  return {
    setFormat(next) {
      if (next.width === format.width && next.height === format.height && next.fps === format.fps) return;
      format = next;
      send({ type: "format", format });
      feeds.setFormat(format);
      tellWorker();
    },
    setCollection(next) {
      collection = next;
      tellWorker();
    },
    take(scene, transition) {
      foresee(transition);
      send({ type: "take", scene, transition });
    },
    prepare: (scene) => send({ type: "prepare", scene }),
    setBar: (position, transition) => send({ type: "bar", position, transition }),
    connectEngine: (port) => send({ type: "engine", port }, [port]),
    attachProgram: (element) => monitors.program.attach(element),
    attachPrepared: (element) => monitors.prepared.attach(element),
    onSources: (listener) => states.add(listener),
    onProgram: (listener) => program.add(listener),
    command(source, command, argument) {
      if (command !== "retry") feeds.command(source, command, argument);
      else if (feeds.retry(source)) tellWorker();
    },
    onSound(listener) {
      sounds.add(listener);
      for (const [source, port] of unheard.splice(0)) listener(source, port);
      return () => void sounds.delete(listener);
    },
    onActive: (listener) => active.add(listener),
    close() {
      for (const monitor of Object.values(monitors)) monitor.close();
      states.clear();
      program.clear();
      active.clear();
      sounds.clear();
      feeds.close();
      send({ type: "close" });
    },
  };
}

/** One of the small pictures: drawn while an element shows it and the page is seen, in the size in which it is seen. */
function createMonitor(
  monitor: Monitor,
  send: (order: StageOrder, transfer?: Transferable[]) => void,
): { attach: (element: HTMLVideoElement) => () => void; close: () => void } {
  /** Who shows it, and how wide in pixels of the screen. */
  const watchers = new Map<Element, number>();
  const track = generateTrack();
  if (track !== null) send({ type: "monitor", monitor, frames: track.writable }, [track.writable]);
  /** What the worker was told last; undefined where it is to be told again. */
  let shown: number | null | undefined = null;
  const watch = (): void => {
    const widest = document.visibilityState === "visible" ? Math.max(0, ...watchers.values()) : 0;
    const width = widest < 2 ? null : widest;
    if (width !== shown) send({ type: "shown", monitor, width });
    shown = width;
  };
  const sizes = new ResizeObserver((entries) => {
    for (const { target, devicePixelContentBoxSize } of entries) {
      if (watchers.has(target)) watchers.set(target, devicePixelContentBoxSize[0]?.inlineSize ?? 0);
    }
    watch();
  });
  document.addEventListener("visibilitychange", watch);
  return {
    attach(element) {
      if (track === null) return () => undefined;
      element.muted = true;
      element.srcObject = new MediaStream([track]);
      // A play() cut short by detaching is no error.
      element.play().catch(() => undefined);
      watchers.set(element, 0);
      // What did not change would not be drawn for who comes later.
      shown = undefined;
      sizes.observe(element, { box: "device-pixel-content-box" });
      return () => {
        element.srcObject = null;
        sizes.unobserve(element);
        watchers.delete(element);
        watch();
      };
    },
    close() {
      document.removeEventListener("visibilitychange", watch);
      sizes.disconnect();
      track?.stop();
    },
  };
}
