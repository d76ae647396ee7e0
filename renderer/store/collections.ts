import type { Problem } from "../../electron/contract/problem";
import { attempt } from "./bridge";
import { useStudio } from "./studio";

/** Opens one of those on disk; the Problem when that could not be. */
export function openCollection(name: string): Promise<Problem | null> {
  return useStudio.getState().inMain(() => attempt("collection.open", name));
}

/** Makes a new one and opens it; the Problem when its name is taken. */
export function createCollection(name: string): Promise<Problem | null> {
  return useStudio.getState().inMain(() => attempt("collection.create", name));
}

export function renameCollection(from: string, to: string): Promise<Problem | null> {
  return useStudio.getState().inMain(() => attempt("collection.rename", { from, to }));
}

/** Copies it and opens the copy. */
export function duplicateCollection(from: string, to: string): Promise<Problem | null> {
  return useStudio.getState().inMain(() => attempt("collection.duplicate", { from, to }));
}

/** Lays it aside and offers to bring it back. */
export async function removeCollection(name: string): Promise<void> {
  const { inMain, collection, saved, notify, toast } = useStudio.getState();
  const wasOpen = saved && collection?.name === name;
  const problem = await inMain(() => attempt("collection.remove", name));
  if (problem !== null) notify(problem);
  else toast({ text: `Removed ${name}`, undo: () => void restoreCollection(name, wasOpen) });
}

async function restoreCollection(name: string, open: boolean): Promise<void> {
  const { inMain, notify } = useStudio.getState();
  const problem = await inMain(() => attempt("collection.restore", { name, open }));
  if (problem !== null) notify(problem);
}
