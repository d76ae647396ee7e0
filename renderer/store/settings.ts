import type { StateCreator } from "zustand";
import type { CallReply } from "../../electron/contract/channels";
import { problemOf, type Problem } from "../../electron/contract/problem";
import type { Settings } from "../../electron/contract/settings";
import { attempt, call } from "./bridge";
import type { NoticesSlice } from "./notices";

/** How long edits gather before they are written, in ms: a dragged fader is one write, not sixty. */
const WRITE_AFTER = 200;

export type SecretsHeld = CallReply<"destination.secretsHeld">;

export interface SettingsSlice {
  /** What is set, edits included that are on their way to main; null until main told. */
  settings: Settings | null;
  /** Which secrets are stored, by destination. */
  secretsHeld: Readonly<Record<string, SecretsHeld>>;
  /** Destinations that were removed and can still be brought back. */
  leaving: readonly string[];
  editSettings(change: (settings: Settings) => Settings): void;
  /** Writes what is waiting; resolves when main has it. */
  flushEdits(): Promise<void>;
  takeSettings(settings: Settings): void;
  /** Changes and writes at once, for a form that waits for the answer; the Problem when it was refused. */
  submit(change: (settings: Settings) => Settings): Promise<Problem | null>;
}

type Owner = SettingsSlice & NoticesSlice;

export const createSettingsSlice: StateCreator<Owner, [], [], SettingsSlice> = (set, get) => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<void> = Promise.resolve();
  let underWay = 0;

  async function write(): Promise<void> {
    const { settings, notify } = get();
    const problem = settings === null ? null : await attempt("settings.write", settings);
    underWay -= 1;
    if (problem === null) return;
    notify(problem);
    try {
      set({ settings: await call("settings.read", undefined) });
    } catch (thrown) {
      notify(problemOf(thrown));
    }
  }

  function flushEdits(): Promise<void> {
    if (timer !== null) {
      clearTimeout(timer);
      timer = null;
      underWay += 1;
      writing = writing.then(write);
    }
    return writing;
  }

  return {
    settings: null,
    secretsHeld: {},
    leaving: [],
    editSettings: (change) => {
      const { settings } = get();
      if (settings === null) return;
      set({ settings: change(settings) });
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void flushEdits(), WRITE_AFTER);
    },
    flushEdits,
    submit: async (change) => {
      await flushEdits();
      const { settings } = get();
      if (settings === null) return null;
      const changed = change(settings);
      const problem = await attempt("settings.write", changed);
      if (problem === null) set({ settings: changed });
      return problem;
    },
    takeSettings: (settings) => {
      // While an edit is on its way, main's older word must not undo it under the person's hand.
      if (timer === null && underWay === 0) set({ settings });
    },
  };
};
