import { randomUUID } from "node:crypto";
import { type Channel, newChannel } from "../contract/channel";
import type { Collection, CollectionName, Source } from "../contract/collection";
import { filling, newItem, type Scene } from "../contract/scene";
import type { AudioSource, MixerChannel, VideoSource } from "../contract/source";

type Canvas = Collection["canvas"];

/** Scenes change by a short fade until somebody chooses otherwise. */
const transition: Collection["transition"] = { kind: "fade", duration: 300 };

/** A collection with one empty scene and no sound. */
export function newCollection(name: CollectionName, canvas: Canvas): Collection {
  return collectionOf(name, canvas, { id: randomUUID(), name: "Scene", items: [], transition: null }, []);
}

/** A collection with one scene that a source fills. */
export function filledCollection(name: CollectionName, canvas: Canvas, picture: VideoSource, channels: Channel[]): Collection {
  const source = sourceOf(picture);
  const scene: Scene = {
    ...{ id: randomUUID(), name: "Scene", transition: null },
    items: [newItem(randomUUID(), source.id, filling(canvas))],
  };
  return { ...collectionOf(name, canvas, scene, channels), sources: [source] };
}

/** What there is at the very first start. */
export function firstCollection(name: CollectionName, canvas: Canvas): Collection {
  return filledCollection(name, canvas, { kind: "test" }, [channelOf({ kind: "test" })]);
}

/** A strip for a sound. */
export function channelOf(input: AudioSource): Channel {
  return newChannel(randomUUID(), soundName(input), input);
}

/** The strip that a strip of version 1 of the settings has become. */
export function channelFrom({ id, name, source, volume, muted }: MixerChannel): Channel {
  return { ...newChannel(id, name, source), volume, muted };
}

function collectionOf(name: CollectionName, canvas: Canvas, scene: Scene, channels: Channel[]): Collection {
  const { width, height } = canvas;
  return { version: 1, name, canvas: { width, height }, scenes: [scene], sources: [], channels, transition, program: scene.id };
}

function sourceOf({ kind, ...settings }: VideoSource): Source {
  const label = "label" in settings ? settings.label : "";
  return { id: randomUUID(), name: label === "" ? unnamed[kind] : label, kind, settings, filters: [] };
}

const unnamed = { test: "Test pattern", camera: "Camera", screen: "Screen", window: "Window" } as const;

function soundName(input: AudioSource): string {
  if (input.kind === "test") return "Test tone";
  if (input.kind === "desktop") return "Desktop sound";
  return input.label === "" ? "Microphone" : input.label;
}
