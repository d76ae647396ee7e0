import type { AudioFilterKind } from "../kind";
import { Compressor } from "./processor";
import { CompressorSettings } from "./schema";

export const compressor: AudioFilterKind<CompressorSettings> = {
  kind: "compressor",
  name: "Compressor",
  settings: CompressorSettings,
  fields: [
    { key: "ratio", label: "Ratio", type: "figure", min: 1, max: 32, step: 0.1, unit: ":1", slider: true },
    { key: "threshold", label: "Threshold", type: "figure", min: -60, max: 0, step: 0.5, unit: "dB", slider: true },
    { key: "attack", label: "Attack", type: "figure", min: 1, max: 500, step: 1, unit: "ms" },
    { key: "release", label: "Release", type: "figure", min: 1, max: 2000, step: 1, unit: "ms" },
    { key: "outputGain", label: "Output gain", type: "figure", min: -32, max: 32, step: 0.1, unit: "dB", slider: true },
    { key: "sideChain", label: "Ducks under", type: "channel" },
  ],
  sideChain: ({ sideChain }) => sideChain,
  processor: (settings, { rate }) => new Compressor(settings, rate),
};
