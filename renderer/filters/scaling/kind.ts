import type { FilterKind } from "../kind";
import { scaling as filter } from "./scaling";
import { ScalingSettings } from "./schema";

export const scaling: FilterKind<ScalingSettings> = {
  kind: "scaling",
  name: "Scaling",
  settings: ScalingSettings,
  fields: [
    { type: "figure", key: "width", label: "Width", min: 1, max: 3840, step: 1, unit: "px" },
    { type: "figure", key: "height", label: "Height", min: 1, max: 2160, step: 1, unit: "px" },
    {
      type: "choice",
      key: "method",
      label: "Method",
      options: [
        { value: "nearest", label: "Nearest pixel" },
        { value: "bilinear", label: "Bilinear" },
        { value: "area", label: "Area" },
      ],
    },
  ],
  filter,
};
