import type { AudioFilterKind } from "../kind";
import { Limiter } from "./processor";
import { LimiterSettings } from "./schema";

export const limiter: AudioFilterKind<LimiterSettings> = {
  kind: "limiter",
  name: "Limiter",
  settings: LimiterSettings,
  fields: [
    { key: "threshold", label: "Threshold", type: "figure", min: -60, max: 0, step: 0.5, unit: "dB", slider: true },
    { key: "release", label: "Release", type: "figure", min: 1, max: 1000, step: 1, unit: "ms" },
  ],
  processor: (settings, { rate }) => new Limiter(settings, rate),
};
