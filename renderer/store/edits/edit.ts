import type { Collection } from "../../../electron/contract/collection";

/** A collection after an edit, and how people call what was done: "Undo <name>". */
export interface Change {
  readonly name: string;
  readonly collection: Collection;
}

/** One thing that a person does to a collection; null when there is nothing to do, or it must not be done. Pure but for new ids. */
export type Edit = (collection: Collection) => Change | null;

/** The list with one entry changed; the same list when it has no such entry. */
export function replaced<T extends { readonly id: string }>(list: T[], id: string, change: (entry: T) => T): T[] {
  return list.some((entry) => entry.id === id) ? list.map((entry) => (entry.id === id ? change(entry) : entry)) : list;
}

/** The list with one entry at another place, counted without it; null when it stays where it is. */
export function reordered<T extends { readonly id: string }>(list: readonly T[], id: string, to: number): T[] | null {
  const from = list.findIndex((entry) => entry.id === id);
  const entry = list[from];
  const place = Math.max(0, Math.min(list.length - 1, to));
  if (entry === undefined || place === from) return null;
  const others = list.filter((other) => other !== entry);
  return [...others.slice(0, place), entry, ...others.slice(place)];
}

/** `wanted`, or with the first number that makes it one of its own. */
export function freeName(wanted: string, taken: readonly { readonly name: string }[]): string {
  const base = wanted.replace(/ \d+$/, "");
  let name = wanted;
  for (let number = 2; taken.some((other) => other.name === name); number++) name = `${base} ${number}`;
  return name;
}

/** "Camera", or "3 items". */
export function named(names: readonly string[], many: string): string {
  return names.length === 1 && names[0] !== undefined ? names[0] : `${names.length} ${many}`;
}
