import type { StateCreator } from "zustand";
import type { Collection, OpenCollection } from "../../electron/contract/collection";
import type { Problem } from "../../electron/contract/problem";
import { attempt } from "./bridge";
import type { Edit } from "./edits/edit";
import { type History, noHistory, recorded, redone, undone } from "./history";
import type { NoticesSlice } from "./notices";

/** How long edits gather before they are written, in ms: a drag is five writes a second, not sixty. */
const WRITE_AFTER = 200;

/** Key presses and turns of a wheel that come after a longer pause than this are another gesture, in ms. */
const GESTURE_PAUSE = 1000;

/** The open scene collection, which this window edits. */
export interface CollectionSlice {
  /** Edits included that are on their way to main; null until main told. */
  collection: Collection | null;
  /** Whether it is on disk; what the command line put together is not. */
  saved: boolean;
  /** The names of all that are on disk. */
  collections: readonly string[];
  history: History;
  /** Does something; false when there was nothing to do. Edits of the same gesture, without a pause, are one step back. */
  edit(edit: Edit, gesture?: string): boolean;
  /** Begins a drag: what is edited until commit is one step; cancel puts all back. They do not nest. */
  beginGesture(): void;
  commitGesture(): void;
  cancelGesture(): void;
  undo(): void;
  redo(): void;
  /** Says which scene is on the program, which is no step to be undone. */
  setProgram(scene: string): void;
  takeCollection(open: OpenCollection): void;
  /** Writes what is waiting; resolves when main has it. */
  flushCollection(): Promise<void>;
  /** Lets main do something with the collections on disk, when it has all edits; the Problem when it was refused. */
  inMain(work: () => Promise<Problem | null>): Promise<Problem | null>;
}

type Owner = CollectionSlice & NoticesSlice;

export const createCollectionSlice: StateCreator<Owner, [], [], CollectionSlice> = (set, get) => {
  /** What main was given last, or gave. */
  let known: Collection | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<void> = Promise.resolve();
  let held = 0;
  let gesture: string | null = null;
  let gestures = 0;
  let editedAt = Number.NEGATIVE_INFINITY;

  async function write(): Promise<void> {
    const { collection, notify } = get();
    if (collection === null || collection === known) return;
    known = collection;
    const problem = await attempt("collection.write", collection);
    if (problem !== null) notify(problem);
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  }

  function show(change: { collection: Collection; history?: History }): void {
    set(change);
    if (timer === null && held === 0) timer = setTimeout(() => void flush(), WRITE_AFTER);
  }

  /** The same one, perhaps under another name: what is edited here is newer than what main says of it. */
  function isOpen(open: Collection): boolean {
    if (open.name === get().collection?.name) return true;
    return known !== null && JSON.stringify({ ...open, name: "" }) === JSON.stringify({ ...known, name: "" });
  }

  return {
    collection: null,
    saved: true,
    collections: [],
    history: noHistory,

    edit: (edit, own) => {
      const { collection, history } = get();
      const change = collection === null ? null : edit(collection);
      if (collection === null || change === null) return false;
      const now = performance.now();
      if (now - editedAt > GESTURE_PAUSE) gestures += 1;
      editedAt = now;
      const step = gesture ?? (own === undefined ? null : `${own} ${gestures}`);
      show({ collection: change.collection, history: recorded(history, collection, change, step) });
      return true;
    },
    beginGesture: () => {
      gestures += 1;
      gesture = `drag ${gestures}`;
    },
    commitGesture: () => {
      gesture = null;
    },
    cancelGesture: () => {
      const { history, undo } = get();
      const begun = gesture !== null && history.past.at(-1)?.gesture === gesture;
      gesture = null;
      if (!begun) return;
      undo();
      set({ history: { ...get().history, future: [] } });
    },
    undo: () => {
      gesture = null;
      const { collection, history } = get();
      const back = collection === null ? null : undone(history, collection);
      if (back !== null) show(back);
    },
    redo: () => {
      gesture = null;
      const { collection, history } = get();
      const forth = collection === null ? null : redone(history, collection);
      if (forth !== null) show(forth);
    },
    setProgram: (scene) => {
      const { collection } = get();
      if (collection === null || collection.program === scene) return;
      if (collection.scenes.some(({ id }) => id === scene)) show({ collection: { ...collection, program: scene } });
    },
    takeCollection: ({ collection: open, saved, names }) => {
      const { collection } = get();
      if (collection !== null && isOpen(open)) {
        const renamed = collection.name === open.name ? collection : { ...collection, name: open.name };
        known = collection === known ? renamed : known;
        set({ collection: renamed, saved, collections: names });
        return;
      }
      gesture = null;
      // The last word on the one that was open before.
      if (collection !== null && collection !== known) void attempt("collection.write", collection);
      known = open;
      set({ collection: open, saved, collections: names, history: noHistory });
    },
    flushCollection: flush,
    inMain: async (work) => {
      await flush();
      held += 1;
      try {
        return await work();
      } finally {
        held -= 1;
        if (held === 0) void flush();
      }
    },
  };
};
