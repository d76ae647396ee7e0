import type { AudioFilterKind } from "../kind";
import { Expander } from "./processor";
import { ExpanderSettings } from "./schema";

export const expander: AudioFilterKind<ExpanderSettings> = {
  kind: "expander",
  name: "Expander",
  settings: ExpanderSettings,
  fields: [
    { key: "threshold", label: "Threshold", type: "figure", min: -96, max: 0, step: 0.5, unit: "dB", slider: true },
    { key: "ratio", label: "Ratio", type: "figure", min: 1, max: 20, step: 0.1, unit: ":1", slider: true },
    { key: "attack", label: "Attack", type: "figure", min: 1, max: 500, step: 1, unit: "ms" },
    { key: "release", label: "Release", type: "figure", min: 1, max: 2000, step: 1, unit: "ms" },
    { key: "outputGain", label: "Output gain", type: "figure", min: -32, max: 32, step: 0.1, unit: "dB", slider: true },
  ],
  processor: (settings, { rate }) => new Expander(settings, rate),
};
