import { type Picture, type PictureTools, untimed } from "../picture";
import type { SceneSettings } from "./schema";

/** Another scene of the collection, as it is now; nothing while there is none, or while it would contain itself. */
export function scenePicture({ scene }: SceneSettings, tools: PictureTools): Picture {
  return tools.scene(scene) ?? nothing;
}

const nothing: Picture = {
  version: () => 0,
  size: () => ({ width: 0, height: 0 }),
  render() {
    throw new Error("There is nothing to show");
  },
  timing: () => untimed,
  close: () => undefined,
};
