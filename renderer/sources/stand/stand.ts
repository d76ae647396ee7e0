import type { Bridge } from "../../../electron/contract/channels";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Feed, SourceState } from "../kind";
import { sourceKind } from "../kinds";
import type { Look, WorkerOrder, WorkerReport } from "./messages";

/**
 * Source kinds with their feed in this page and their picture in a worker, as on the stage, and files that are only
 * remembered: one object on the page for the tests to play on.
 */
const files = new Map<string, Uint8Array<ArrayBuffer>>();
const watched: string[] = [];
const changed = new Set<(path: string) => void>();

const bridge = {
  call: (name: string, path: string) => {
    if (name === "file.watch") watched.push(path);
    if (name === "file.unwatch") watched.splice(watched.indexOf(path), 1);
    if (name !== "file.read") return Promise.resolve(undefined);
    const bytes = files.get(path);
    return Promise.resolve(bytes === undefined ? { problem: { code: "file-missing", subject: path } } : { bytes: bytes.slice() });
  },
  on: (_name: string, listener: (path: string) => void) => {
    changed.add(listener);
    return () => void changed.delete(listener);
  },
};
Object.assign(window, { tallylight: bridge as unknown as Bridge });

type Told = Pick<SourceState, "phase" | "problem">;

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const send = (order: WorkerOrder, transfer: Transferable[] = []): void => worker.postMessage(order, transfer);
const looks = new Map<number, (look: Look) => void>();
let count = 0;
let feed: Feed | null = null;
let told: Told[] = [];
const tellings = new Set<() => void>();

worker.addEventListener("message", ({ data }: MessageEvent<WorkerReport>) => {
  if (data.type === "said") return feed?.heard?.(data.message);
  looks.get(data.id)?.(data);
  looks.delete(data.id);
});
const faults: string[] = [];
worker.addEventListener("error", ({ message }) => faults.push(message));

function asked(order: (id: number) => WorkerOrder): Promise<Look> {
  const id = ++count;
  return new Promise((resolve) => {
    looks.set(id, resolve);
    send(order(id));
  });
}

export const sources = {
  faults,
  watched,
  open(name: string, settings: KindSettings): void {
    feed?.close();
    told = [];
    send({ type: "open", kind: name, settings });
    feed =
      sourceKind(name)?.feed?.(settings, {
        id: "source",
        format: { width: 320, height: 180, fps: 30 },
        post: (message, transfer) => send({ type: "fed", message }, transfer),
        sound: () => undefined,
        tell(state) {
          told.push(state);
          for (const listener of tellings) listener();
        },
      }) ?? null;
  },
  write(path: string, base64: string): void {
    files.set(path, Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
    if (watched.includes(path)) for (const listener of changed) listener(path);
  },
  /** The `count`th telling of this phase since the source was opened. */
  told: (phase: SourceState["phase"], count = 1): Promise<Told> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = told.filter((state) => state.phase === phase)[count - 1];
        if (found === undefined) return;
        tellings.delete(look);
        resolve(found);
      };
      tellings.add(look);
      look();
    }),
  look: (at: number, spots: readonly (readonly [number, number])[] = []): Promise<Look> => asked((id) => ({ type: "look", id, at, spots })),
  /** Looks until something else is shown than the version given; null for anything at all. */
  async next(at: number, version: number | null, spots: readonly (readonly [number, number])[] = []): Promise<Look> {
    for (;;) {
      const look = await sources.look(at, spots);
      if (look.layer !== null && look.version !== version) return look;
    }
  },
  async close(): Promise<Look> {
    feed?.close();
    feed = null;
    return asked((id) => ({ type: "close", id }));
  },
};

Object.assign(window, { sources });
