import type { AudioFilterKind } from "../kind";
import { Equaliser } from "./processor";
import { EqualiserSettings } from "./schema";

const band = { type: "figure", min: -20, max: 20, step: 0.5, unit: "dB", slider: true } as const;

export const equaliser: AudioFilterKind<EqualiserSettings> = {
  kind: "equaliser",
  name: "3-band equaliser",
  settings: EqualiserSettings,
  fields: [
    { key: "low", label: "Low (below 250 Hz)", ...band },
    { key: "mid", label: "Mid (around 1 kHz)", ...band },
    { key: "high", label: "High (above 4 kHz)", ...band },
  ],
  processor: (settings, { rate }) => new Equaliser(settings, rate),
};
