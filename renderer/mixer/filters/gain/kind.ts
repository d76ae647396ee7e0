import type { AudioFilterKind } from "../kind";
import { Gain } from "./processor";
import { GainSettings } from "./schema";

export const gain: AudioFilterKind<GainSettings> = {
  kind: "gain",
  name: "Gain",
  settings: GainSettings,
  fields: [{ key: "gain", label: "Gain", type: "figure", min: -30, max: 30, step: 0.1, unit: "dB", slider: true }],
  processor: (settings) => new Gain(settings),
};
