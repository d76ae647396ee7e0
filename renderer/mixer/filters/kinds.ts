import type { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import { compressor } from "./compressor/kind";
import { equaliser } from "./equaliser/kind";
import { expander } from "./expander/kind";
import { gain } from "./gain/kind";
import type { AudioFilterKind } from "./kind";
import { limiter } from "./limiter/kind";
import { noiseGate } from "./noise-gate/kind";
import { noiseSuppression } from "./noise-suppression/kind";

/** A kind as the mixer and the editor hold it. The window validates settings before the audio thread gets them. */
function registered<Settings>(kind: AudioFilterKind<Settings>): AudioFilterKind {
  const { settings, sideChain, processor, ...said } = kind;
  return {
    ...said,
    settings: settings as unknown as z.ZodType<KindSettings>,
    ...(sideChain === undefined ? {} : { sideChain: (given) => sideChain(given as unknown as Settings) }),
    processor: (given, tools) => {
      const made = processor(given as unknown as Settings, tools);
      return {
        ...(made.latency === undefined ? {} : { latency: made.latency }),
        set: (next) => made.set(next as unknown as Settings),
        process: (sound, key) => made.process(sound, key),
        close: () => made.close?.(),
      };
    },
  };
}

/** Every kind of audio filter, in the order in which people are offered them. */
export const audioFilterKinds: readonly AudioFilterKind[] = [
  registered(gain),
  registered(noiseSuppression),
  registered(noiseGate),
  registered(expander),
  registered(compressor),
  registered(limiter),
  registered(equaliser),
];

/** Null for a kind this version does not know. */
export function audioFilterKind(kind: string): AudioFilterKind | null {
  return audioFilterKinds.find((known) => known.kind === kind) ?? null;
}
