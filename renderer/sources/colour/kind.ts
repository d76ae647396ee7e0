import type { SourceKind } from "../kind";
import { colourPicture } from "./picture";
import { ColourSettings } from "./schema";

export const colour: SourceKind<ColourSettings> = {
  kind: "colour",
  name: "Colour",
  icon: "colour",
  settings: ColourSettings,
  fields: [{ type: "colour", key: "colour", label: "Colour", alpha: true }],
  placed: "fill",
  picture: colourPicture,
};
