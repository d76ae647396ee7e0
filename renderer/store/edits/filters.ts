import type { Collection } from "../../../electron/contract/collection";
import type { Filter, KindSettings } from "../../../electron/contract/filter";
import { type Edit, freeName, named, reordered, replaced } from "./edit";

/** Whose chain of filters is meant. */
export type FilterOwner = { readonly source: string } | { readonly channel: string };

/** What has to be known of a filter's kind, for picture or sound, to add one. */
export interface AddedFilterKind {
  readonly kind: string;
  readonly name: string;
  readonly settings: { parse(settings: unknown): KindSettings };
}

/** A filter with its kind's defaults. */
export function newFilter(kind: AddedFilterKind): Filter {
  return { id: crypto.randomUUID(), kind: kind.kind, name: kind.name, enabled: true, settings: kind.settings.parse({}) };
}

/** At the end of the chain. */
export function addFilter(owner: FilterOwner, filter: Filter): Edit {
  return changeChain(owner, (chain) => {
    const one = { ...filter, name: freeName(filter.name, chain) };
    return { what: `Add ${one.name} to`, chain: [...chain, one] };
  });
}

/** Copies of filters, at the end of the chain. */
export function pasteFilters(owner: FilterOwner, filters: readonly Filter[]): Edit {
  return changeChain(owner, (chain) => {
    const pasted = filters.reduce((all, filter) => [...all, { ...filter, id: crypto.randomUUID(), name: freeName(filter.name, all) }], chain);
    const names = filters.map(({ name }) => name);
    return names.length === 0 ? null : { what: `Paste ${named(names, "filters")} to`, chain: pasted };
  });
}

export function renameFilter(owner: FilterOwner, id: string, name: string): Edit {
  return changeFilter(owner, id, "Rename", (filter) => (name.trim() === "" ? filter : { ...filter, name: name.trim() }));
}

export function enableFilter(owner: FilterOwner, id: string, enabled: boolean): Edit {
  return changeFilter(owner, id, enabled ? "Switch on" : "Switch off", (filter) => ({ ...filter, enabled }));
}

/** Some of its settings. */
export function setFilter(owner: FilterOwner, id: string, settings: KindSettings): Edit {
  return changeFilter(owner, id, "Edit", (filter) => ({ ...filter, settings: { ...filter.settings, ...settings } }));
}

/** To the place `to` among the others. */
export function moveFilter(owner: FilterOwner, id: string, to: number): Edit {
  return changeChain(owner, (chain) => {
    const moved = reordered(chain, id, to);
    return moved === null ? null : { what: `Move ${nameOf(chain, id)} of`, chain: moved };
  });
}

export function removeFilter(owner: FilterOwner, id: string): Edit {
  return changeChain(owner, (chain) => {
    const left = chain.filter((filter) => filter.id !== id);
    return left.length === chain.length ? null : { what: `Remove ${nameOf(chain, id)} from`, chain: left };
  });
}

function changeFilter(owner: FilterOwner, id: string, verb: string, change: (filter: Filter) => Filter): Edit {
  return changeChain(owner, (chain) => {
    const changed = replaced(chain, id, change);
    return JSON.stringify(changed) === JSON.stringify(chain) ? null : { what: `${verb} ${nameOf(chain, id)} of`, chain: changed };
  });
}

function changeChain(owner: FilterOwner, change: (chain: Filter[]) => { what: string; chain: Filter[] } | null): Edit {
  return (collection) => {
    const holder = ownerOf(collection, owner);
    const changed = holder === undefined ? null : change(holder.filters);
    if (holder === undefined || changed === null) return null;
    const filtered = { filters: changed.chain };
    const after =
      "source" in owner
        ? { sources: replaced(collection.sources, owner.source, (one) => ({ ...one, ...filtered })) }
        : { channels: replaced(collection.channels, owner.channel, (one) => ({ ...one, ...filtered })) };
    return { name: `${changed.what} ${holder.name}`, collection: { ...collection, ...after } };
  };
}

function ownerOf({ sources, channels }: Collection, owner: FilterOwner) {
  return "source" in owner ? sources.find(({ id }) => id === owner.source) : channels.find(({ id }) => id === owner.channel);
}

function nameOf(chain: readonly Filter[], id: string): string {
  return chain.find((filter) => filter.id === id)?.name ?? "";
}
