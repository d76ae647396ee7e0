import type { AudioFilterKind } from "../kind";
import { NoiseGate } from "./processor";
import { NoiseGateSettings } from "./schema";

const threshold = { type: "figure", min: -96, max: 0, step: 0.5, unit: "dB", slider: true } as const;
const time = { type: "figure", step: 1, unit: "ms" } as const;

export const noiseGate: AudioFilterKind<NoiseGateSettings> = {
  kind: "noise-gate",
  name: "Noise gate",
  settings: NoiseGateSettings,
  fields: [
    { key: "open", label: "Opens above", ...threshold },
    { key: "close", label: "Closes below", ...threshold },
    { key: "attack", label: "Attack", ...time, min: 1, max: 1000 },
    { key: "hold", label: "Hold", ...time, min: 0, max: 3000 },
    { key: "release", label: "Release", ...time, min: 1, max: 3000 },
  ],
  processor: (settings, { rate }) => new NoiseGate(settings, rate),
};
