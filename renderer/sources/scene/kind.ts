import type { SourceKind } from "../kind";
import { scenePicture } from "./picture";
import { SceneSettings } from "./schema";

export const scene: SourceKind<SceneSettings> = {
  kind: "scene",
  name: "Scene",
  icon: "scene",
  settings: SceneSettings,
  fields: [{ type: "scene", key: "scene", label: "Scene" }],
  placed: "fill",
  picture: scenePicture,
};
