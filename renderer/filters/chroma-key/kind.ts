import type { FilterKind } from "../kind";
import { chromaKey as filter } from "./chroma-key";
import { ChromaKeySettings } from "./schema";

export const chromaKey: FilterKind<ChromaKeySettings> = {
  kind: "chroma-key",
  name: "Chroma key",
  settings: ChromaKeySettings,
  fields: [
    {
      type: "choice",
      key: "key",
      label: "Key colour",
      options: [
        { value: "green", label: "Green" },
        { value: "blue", label: "Blue" },
        { value: "magenta", label: "Magenta" },
        { value: "custom", label: "Custom" },
      ],
    },
    { type: "colour", key: "colour", label: "Custom colour", when: ({ key }) => key === "custom" },
    { type: "figure", key: "similarity", label: "Similarity", min: 1, max: 1000, step: 1, slider: true },
    { type: "figure", key: "smoothness", label: "Smoothness", min: 1, max: 1000, step: 1, slider: true },
    { type: "figure", key: "spill", label: "Spill reduction", min: 0, max: 1000, step: 1, slider: true },
  ],
  filter,
};
