import type { FilterKind } from "../kind";
import { SharpenSettings } from "./schema";
import { sharpen as filter } from "./sharpen";

export const sharpen: FilterKind<SharpenSettings> = {
  kind: "sharpen",
  name: "Sharpen",
  settings: SharpenSettings,
  fields: [{ type: "figure", key: "sharpness", label: "Sharpness", min: 0, max: 1, step: 0.01, slider: true }],
  filter,
};
