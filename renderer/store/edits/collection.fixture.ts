import { newChannel } from "../../../electron/contract/channel";
import type { Collection, Source } from "../../../electron/contract/collection";
import { centred, filling, newItem } from "../../../electron/contract/scene";

const canvas = { width: 1280, height: 720 };

function source(id: string, kind: string, settings: Source["settings"] = {}): Source {
  const filters = ["Sharpen", "Crop"].map((name) => ({ id: `${id}-${name}`, kind: name.toLowerCase(), name, enabled: true, settings: {} }));
  return { id, name: id, kind, settings, filters };
}

/** Three scenes: "a" with a camera and a logo, "b" with the same camera and "a" nested, "c" with a film that sounds. */
export function aStudio(): Collection {
  return {
    ...{ version: 1, name: "Main", canvas, transition: { kind: "fade", duration: 300 }, program: "a" },
    scenes: [
      { id: "a", name: "A", transition: null, items: [newItem("a-cam", "camera", filling(canvas)), newItem("a-logo", "logo", centred(canvas))] },
      { id: "b", name: "B", transition: null, items: [newItem("b-nested", "nested a", filling(canvas)), newItem("b-cam", "camera", { ...centred(canvas), x: 100 })] },
      { id: "c", name: "C", transition: { kind: "cut" }, items: [newItem("c-film", "film", filling(canvas))] },
    ],
    sources: [source("camera", "camera"), source("logo", "image"), source("nested a", "scene", { scene: "a" }), source("film", "media")],
    channels: [newChannel("mic", "Mic", { kind: "microphone", deviceId: "", label: "" }), newChannel("film-sound", "film", { kind: "source", source: "film" })],
  };
}
