import type { AudioFilterKind } from "../kind";
import { NoiseSuppression } from "./processor";
import { NoiseSuppressionSettings } from "./schema";

export const noiseSuppression: AudioFilterKind<NoiseSuppressionSettings> = {
  kind: "noise-suppression",
  name: "Noise suppression",
  settings: NoiseSuppressionSettings,
  fields: [{ key: "amount", label: "Amount", type: "figure", min: 0, max: 100, step: 1, unit: "%", slider: true }],
  processor: (settings, tools) => new NoiseSuppression(settings, tools),
};
