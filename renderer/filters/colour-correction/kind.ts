import type { FilterKind } from "../kind";
import { colourCorrection as filter } from "./colour-correction";
import { ColourCorrectionSettings } from "./schema";

export const colourCorrection: FilterKind<ColourCorrectionSettings> = {
  kind: "colour-correction",
  name: "Colour correction",
  settings: ColourCorrectionSettings,
  fields: [
    { type: "figure", key: "gamma", label: "Gamma", min: -3, max: 3, step: 0.01, slider: true },
    { type: "figure", key: "contrast", label: "Contrast", min: -4, max: 4, step: 0.01, slider: true },
    { type: "figure", key: "brightness", label: "Brightness", min: -1, max: 1, step: 0.01, slider: true },
    { type: "figure", key: "saturation", label: "Saturation", min: -1, max: 5, step: 0.01, slider: true },
    { type: "figure", key: "hue", label: "Hue shift", min: -180, max: 180, step: 1, unit: "°", slider: true },
    { type: "figure", key: "opacity", label: "Opacity", min: 0, max: 1, step: 0.01, slider: true },
  ],
  filter,
};
