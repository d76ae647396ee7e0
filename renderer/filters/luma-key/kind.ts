import type { FilterKind } from "../kind";
import { lumaKey as filter } from "./luma-key";
import { LumaKeySettings } from "./schema";

export const lumaKey: FilterKind<LumaKeySettings> = {
  kind: "luma-key",
  name: "Luma key",
  settings: LumaKeySettings,
  fields: [
    { type: "figure", key: "low", label: "Darkest", min: 0, max: 1, step: 0.01, slider: true },
    { type: "figure", key: "lowSmooth", label: "Darkest, smooth", min: 0, max: 1, step: 0.01, slider: true },
    { type: "figure", key: "high", label: "Brightest", min: 0, max: 1, step: 0.01, slider: true },
    { type: "figure", key: "highSmooth", label: "Brightest, smooth", min: 0, max: 1, step: 0.01, slider: true },
  ],
  filter,
};
