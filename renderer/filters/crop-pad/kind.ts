import type { FilterKind } from "../kind";
import { cropPad as filter } from "./crop-pad";
import { CropPadSettings } from "./schema";

const figure = { type: "figure", min: -8192, max: 8192, step: 1, unit: "px" } as const;

export const cropPad: FilterKind<CropPadSettings> = {
  kind: "crop-pad",
  name: "Crop and pad",
  settings: CropPadSettings,
  fields: [
    { type: "switch", key: "relative", label: "Relative to the edges" },
    { ...figure, key: "left", label: "Left" },
    { ...figure, key: "top", label: "Top" },
    { ...figure, key: "right", label: "Right", when: ({ relative }) => relative !== false },
    { ...figure, key: "bottom", label: "Bottom", when: ({ relative }) => relative !== false },
    { ...figure, key: "width", label: "Width", min: 0, when: ({ relative }) => relative === false },
    { ...figure, key: "height", label: "Height", min: 0, when: ({ relative }) => relative === false },
  ],
  filter,
};
