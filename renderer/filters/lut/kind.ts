import type { FilterKind } from "../kind";
import { lut as filter } from "./lut";
import { LutSettings } from "./schema";

export const lut: FilterKind<LutSettings> = {
  kind: "lut",
  name: "LUT",
  settings: LutSettings,
  fields: [
    { type: "file", key: "file", label: "File", extensions: ["cube"] },
    { type: "figure", key: "amount", label: "Amount", min: 0, max: 1, step: 0.01, slider: true },
  ],
  files: ({ file }) => (file === "" ? [] : [file]),
  filter,
};
