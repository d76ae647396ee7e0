import type { Collection, Source } from "../../electron/contract/collection";
import { filling, newItem } from "../../electron/contract/scene";
import { type AudioSource, VideoSource } from "../../electron/contract/source";
import type { SourceState } from "../sources/kind";
import type { CollectionSlice } from "./collection";
import type { DevicesSlice } from "./devices";
import { addChannel } from "./edits/channels";
import type { Edit } from "./edits/edit";
import { withoutOrphans } from "./edits/nesting";
import { sceneOf, withScene } from "./edits/scenes";
import { useStudio } from "./studio";

const pictures = new WeakMap<Source, VideoSource | null>();

/** The device or screen that is lowest in the scene on the program. */
export function chosenPicture({ collection }: Pick<CollectionSlice, "collection">): VideoSource | null {
  const lowest = collection === null ? undefined : sceneOf(collection, collection.program)?.items[0]?.source;
  const source = collection?.sources.find(({ id }) => id === lowest);
  if (source === undefined) return null;
  const known = pictures.get(source);
  if (known !== undefined) return known;
  const parsed = VideoSource.safeParse({ ...source.settings, kind: source.kind });
  const picture = parsed.success ? parsed.data : null;
  pictures.set(source, picture);
  return picture;
}

/** How that is doing. */
export function chosenState({ collection, sources }: Pick<CollectionSlice & DevicesSlice, "collection" | "sources">): SourceState | null {
  const lowest = collection === null ? undefined : sceneOf(collection, collection.program)?.items[0]?.source;
  return lowest === undefined ? null : (sources.get(lowest) ?? null);
}

/** Makes it the only picture of the scene on the program. */
export function pickPicture(picture: VideoSource): void {
  useStudio.getState().edit(pictured(picture));
}

function pictured({ kind, ...settings }: VideoSource): Edit {
  return (collection: Collection) => {
    const name = pictureName({ kind, ...settings } as VideoSource);
    const source: Source = { id: crypto.randomUUID(), name, kind, settings, filters: [] };
    const items = [newItem(crypto.randomUUID(), source.id, filling(collection.canvas))];
    const shown = withScene({ ...collection, sources: [...collection.sources, source] }, collection.program, (scene) => ({ ...scene, items }));
    return { name: `Show ${name}`, collection: withoutOrphans(shown) };
  };
}

/** A strip for a sound: unity gain, the test tone quieter. */
export function addSound(input: AudioSource): void {
  useStudio.getState().edit(addChannel(crypto.randomUUID(), audioName(input), input));
}

export function pictureName(source: VideoSource): string {
  return source.kind === "test" ? "Test pattern" : source.label === "" ? unnamed[source.kind] : source.label;
}

const unnamed = { camera: "Camera", screen: "Screen", window: "Window" } as const;

export function audioName(source: AudioSource): string {
  if (source.kind === "test") return "Test tone";
  if (source.kind === "desktop") return "Desktop sound";
  return source.label === "" ? "Microphone" : source.label;
}

export function samePicture(a: VideoSource | null, b: VideoSource | null): boolean {
  if (a === null || b === null || a.kind !== b.kind) return false;
  if (a.kind === "camera" && b.kind === "camera") return a.deviceId === b.deviceId;
  if ((a.kind === "screen" || a.kind === "window") && a.kind === b.kind) return a.sourceId === b.sourceId;
  return a.kind === "test";
}
