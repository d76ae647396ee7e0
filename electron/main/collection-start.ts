import type { Collection, OpenCollection } from "../contract/collection";
import { type Problem, problemOf } from "../contract/problem";
import type { Settings } from "../contract/settings";
import type { CollectionFolder } from "./collection-folder";
import { filledCollection, firstCollection } from "./collection-new";
import { launchCollection, listed, startingOn } from "./launch-collection";
import type { LaunchOptions } from "./launch-options";
import { LaunchRefusal } from "./launch-refusal";
import type { FormerPicture } from "./settings-former";

export interface CollectionStart {
  options: Pick<LaunchOptions, "collection" | "scene" | "sources" | "overrides">;
  /** `collection`: the one that was open last; `video`: the size of the first one. */
  saved: Pick<Settings, "collection" | "video">;
  /** What version 1 of the settings showed, where they were of that version. */
  former: FormerPicture | null;
  tell: (problem: Problem) => void;
}

/** What a run begins with. Throws LaunchRefusal when the command line names what is not there. */
export async function startingCollection(folder: CollectionFolder, start: CollectionStart): Promise<OpenCollection> {
  const { options } = start;
  const saved = await savedCollection(folder, start);
  const names = await folder.names();
  const launched = launchCollection(saved, options.sources, { ...start.saved.video, ...options.overrides.size }, names);
  const collection = launched ?? saved;
  const open = options.scene === null ? collection : startingOn(collection, options.scene);
  return { collection: open, saved: launched === null, names };
}

async function savedCollection(folder: CollectionFolder, { options, saved, former, tell }: CollectionStart): Promise<Collection> {
  if (options.collection !== null) {
    const named = await load(options.collection);
    if (named !== null) return named;
    throw new LaunchRefusal(`--collection: there is no scene collection “${options.collection}”; there ${listed(await folder.names())}`);
  }
  const last = saved.collection;
  const found = (await load(last)) ?? (await load((await folder.names())[0] ?? last));
  if (found !== null) return found;
  const first = former === null ? firstCollection(last, saved.video) : filledCollection(last, saved.video, former.picture, former.channels);
  // A disk that takes nothing is told, and is no reason not to go on air.
  await folder.save(first).catch((thrown: unknown) => tell(problemOf(thrown)));
  return first;

  async function load(name: string): Promise<Collection | null> {
    const known = await folder.find(name);
    const loaded = known === null ? null : await folder.load(known);
    if (loaded?.problem) tell(loaded.problem);
    return loaded?.collection ?? null;
  }
}
