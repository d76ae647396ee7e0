import type { Collection } from "../../electron/contract/collection";
import type { Change } from "./edits/edit";

/** Something that was done and can be undone. */
interface Step {
  /** As in "Undo <name>". */
  readonly name: string;
  readonly before: Collection;
  readonly after: Collection;
  /** Steps of the same gesture that follow each other are one; null for a step of its own. */
  readonly gesture: string | null;
}

/** What was done, the newest last, and what was undone, the next to be redone last. */
export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const noHistory: History = { past: [], future: [] };

/** As many steps as are kept. They share all that did not change, so this is little memory. */
export const MAX_STEPS = 200;

/** With one more step; what was undone is gone. A gesture that ends where it began leaves no step. */
export function recorded({ past }: History, before: Collection, change: Change, gesture: string | null): History {
  const last = past.at(-1);
  const goesOn = gesture !== null && last?.gesture === gesture;
  const from = goesOn ? last.before : before;
  const kept = goesOn ? past.slice(0, -1) : past;
  if (goesOn && sameDocument(from, change.collection)) return { past: kept, future: [] };
  const step: Step = { name: goesOn ? last.name : change.name, before: from, after: change.collection, gesture };
  return { past: [...kept, step].slice(-MAX_STEPS), future: [] };
}

/** One step back from `now`; null when there is none. */
export function undone({ past, future }: History, now: Collection): { history: History; collection: Collection } | null {
  const step = past.at(-1);
  if (step === undefined) return null;
  return { history: { past: past.slice(0, -1), future: [...future, step] }, collection: turned(now, step.after, step.before) };
}

/** One step forth again from `now`; null when there is none. */
export function redone({ past, future }: History, now: Collection): { history: History; collection: Collection } | null {
  const step = future.at(-1);
  if (step === undefined) return null;
  return { history: { past: [...past, step], future: future.slice(0, -1) }, collection: turned(now, step.before, step.after) };
}

/**
 * Which scene is on the program, and the collection's name, are no part of what is undone: nobody's undo takes a scene
 * off the air. Only where the step itself had to change the program (its scene was removed) is that taken back too.
 */
function turned(now: Collection, from: Collection, to: Collection): Collection {
  const switched = to.program !== from.program && now.program === from.program;
  const there = to.scenes.some(({ id }) => id === now.program);
  return { ...to, name: now.name, program: switched || !there ? to.program : now.program };
}

function sameDocument(a: Collection, b: Collection): boolean {
  return JSON.stringify({ ...a, program: "" }) === JSON.stringify({ ...b, program: "" });
}
