import type { Destination, DestinationSecrets } from "../../electron/contract/destination";
import { problemOf, type Problem } from "../../electron/contract/problem";
import { attempt, call } from "./bridge";
import { useStudio } from "./studio";

/** Asks main which secrets it holds, for one destination or for all. */
export async function readSecretsHeld(id?: string): Promise<void> {
  const ids = id === undefined ? (useStudio.getState().settings?.destinations ?? []).map((d) => d.id) : [id];
  try {
    const held = await Promise.all(ids.map(async (i) => [i, await call("destination.secretsHeld", i)] as const));
    useStudio.setState((state) => ({ secretsHeld: { ...state.secretsHeld, ...Object.fromEntries(held) } }));
  } catch (thrown) {
    useStudio.getState().notify(problemOf(thrown));
  }
}

/** Stores a destination and those of its secrets that are given; the Problem when it was refused. */
export async function saveDestination(
  destination: Destination,
  secrets: DestinationSecrets = {},
  sessionOnly = false,
): Promise<Problem | null> {
  await useStudio.getState().flushEdits();
  const problem = await attempt("destination.save", { destination, secrets, sessionOnly });
  if (problem !== null) return problem;
  mirror((all) =>
    all.some((d) => d.id === destination.id)
      ? all.map((d) => (d.id === destination.id ? destination : d))
      : [...all, destination],
  );
  await readSecretsHeld(destination.id);
  return null;
}

async function enableDestination(destination: Destination, enabled: boolean): Promise<void> {
  const problem = await saveDestination({ ...destination, enabled });
  if (problem !== null) useStudio.getState().notify(problem);
}

/** Switches a destination, and where that takes it off the air offers to take it back. */
export async function switchDestination(destination: Destination, enabled: boolean): Promise<void> {
  const { airSince, toast } = useStudio.getState();
  await enableDestination(destination, enabled);
  if (enabled || airSince === null) return;
  toast({ text: `${destination.name} is off the air`, undo: () => void enableDestination(destination, true) });
}

export async function retryDestination(id: string): Promise<void> {
  const problem = await attempt("destination.retry", id);
  if (problem !== null) useStudio.getState().notify(problem);
}

/** Removals that can still be undone, with the Promise of having switched them off. */
const pending = new Map<string, Promise<void>>();

/**
 * Takes a destination off the air at once and out of the list, but gives main the word to forget it, its key
 * included, only when the chance to undo has passed: the window could not bring the key back.
 */
export function removeDestination(id: string): void {
  const destination = useStudio.getState().settings?.destinations.find((d) => d.id === id);
  if (destination === undefined || pending.has(id)) return;
  pending.set(id, destination.enabled ? enableDestination(destination, false) : Promise.resolve());
  useStudio.setState((state) => ({ leaving: [...state.leaving, id] }));
  useStudio.getState().toast({
    text: `Removed ${destination.name}`,
    undo: () => void bringBack(destination),
    onGone: () => void forget(id),
  });
}

/** Makes pending removals final, when the window goes. */
export function commitRemovals(): void {
  for (const id of pending.keys()) void forget(id);
}

async function bringBack(destination: Destination): Promise<void> {
  await pending.get(destination.id);
  pending.delete(destination.id);
  useStudio.setState((state) => ({ leaving: state.leaving.filter((id) => id !== destination.id) }));
  if (destination.enabled) await enableDestination(destination, true);
}

async function forget(id: string): Promise<void> {
  await pending.get(id);
  pending.delete(id);
  const problem = await attempt("destination.remove", id);
  useStudio.setState((state) => ({ leaving: state.leaving.filter((gone) => gone !== id) }));
  if (problem === null) mirror((all) => all.filter((d) => d.id !== id));
  else useStudio.getState().notify(problem);
}

function mirror(change: (all: Destination[]) => Destination[]): void {
  useStudio.setState(({ settings }) =>
    settings === null ? {} : { settings: { ...settings, destinations: change(settings.destinations) } },
  );
}
