import type { Collection } from "../contract/collection";
import { alike } from "./collection-folder";
import { channelOf, filledCollection } from "./collection-new";
import type { LaunchSources } from "./launch-options";
import { LaunchRefusal } from "./launch-refusal";

/**
 * What a run shows that was given its sources by the command line: of the size `canvas`, under a name that is not `taken`.
 * Null when it was given none: the saved one as it is.
 */
export function launchCollection(
  saved: Collection,
  { picture, audio }: LaunchSources,
  canvas: Collection["canvas"],
  taken: readonly string[],
): Collection | null {
  if (picture === null && audio === null) return null;
  const name = freeName("Command line", taken);
  // Without their pictures the sounds of sources have nothing to come from.
  const kept = picture === null ? saved.channels : saved.channels.filter(({ input }) => input.kind !== "source");
  const channels = audio === null ? kept : audio.map(channelOf);
  return picture === null ? { ...saved, name, channels } : filledCollection(name, canvas, picture, channels);
}

/** The collection with this scene on the program. Throws LaunchRefusal when it has no such scene. */
export function startingOn(collection: Collection, scene: string): Collection {
  const { scenes } = collection;
  const found = scenes.find(({ name }) => name === scene) ?? scenes.find(({ name }) => alike(name, scene));
  if (found !== undefined) return { ...collection, program: found.id };
  throw new LaunchRefusal(`--scene: there is no scene “${scene}” in “${collection.name}”; there ${listed(scenes.map(({ name }) => name))}`);
}

/** "is “A”", "are “A” and “B”". */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  const last = quoted.at(-1);
  if (last === undefined) return "is none yet";
  return quoted.length === 1 ? `is ${last}` : `are ${quoted.slice(0, -1).join(", ")} and ${last}`;
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.some((other) => alike(other, name)); number++) name = `${wanted} ${number}`;
  return name;
}
