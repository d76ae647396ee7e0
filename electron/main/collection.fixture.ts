import { newChannel } from "../contract/channel";
import type { Collection } from "../contract/collection";
import { filling, newItem } from "../contract/scene";

const canvas = { width: 1280, height: 720 };

/** Two scenes that share a camera, one of them with an unknown kind of source and filter, and a strip of each kind. */
export function aCollection(change: Partial<Collection> = {}): Collection {
  return {
    version: 1,
    name: "Main",
    canvas,
    scenes: [
      { id: "talk", name: "Talk", transition: null, items: [newItem("i1", "cam", filling(canvas)), newItem("i2", "holo", filling(canvas))] },
      { id: "pause", name: "Pause", transition: { kind: "cut" }, items: [newItem("i3", "cam", filling(canvas))] },
    ],
    sources: [
      {
        ...{ id: "cam", name: "Camera", kind: "camera", settings: { deviceId: "c", label: "C" } },
        filters: [{ id: "f", kind: "from-the-future", name: "Future", enabled: true, settings: { a: [1, { b: null }] } }],
      },
      { id: "holo", name: "Hologram", kind: "hologram", settings: { deep: { er: [true] } }, filters: [] },
    ],
    channels: [newChannel("mic", "Mic", { kind: "microphone", deviceId: "", label: "" }), newChannel("film", "Hologram", { kind: "source", source: "holo" })],
    transition: { kind: "fade", duration: 300 },
    program: "talk",
    ...change,
  };
}
