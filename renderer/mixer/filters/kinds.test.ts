import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Field } from "../../fields/field";
import { deskChannel } from "../desk-channel";
import { newChannel } from "../../../electron/contract/channel";
import { inQuanta, peak, QUANTUM, RATE, whiteNoise } from "../signals.fixture";
import { audioFilterKind, audioFilterKinds } from "./kinds";

const tools = { rate: RATE, rnnoise: () => null };

/** What a person can set in an editor's row. */
function settable(field: Field): fc.Arbitrary<[string, KindSettings[string]]> {
  if (field.type === "figure") return fc.double({ min: field.min, max: field.max, noNaN: true }).map((value) => [field.key, value]);
  if (field.type === "channel") return fc.constantFrom("", "other").map((value) => [field.key, value]);
  throw new Error(`No audio filter has had a ${field.type} so far`);
}

describe.each(audioFilterKinds.map((kind) => [kind.kind, kind] as const))("%s", (_, kind) => {
  const settings = fc.tuple(...kind.fields.map(settable)).map((pairs) => Object.fromEntries(pairs));

  it("has a row for each of its settings, and begins with what is in their bounds", () => {
    const begun = kind.settings.parse({});
    expect(Object.keys(begun).sort()).toEqual(kind.fields.flatMap((field) => (field.type === "action" ? [] : [field.key])).sort());
    for (const field of kind.fields) {
      if (field.type !== "figure") continue;
      expect(begun[field.key]).toBeGreaterThanOrEqual(field.min);
      expect(begun[field.key]).toBeLessThanOrEqual(field.max);
    }
  });

  it("takes whatever the editor allows, at any time, and always gives sound that is sound", () => {
    fc.assert(
      fc.property(fc.array(settings, { minLength: 2, maxLength: 6 }), fc.integer({ min: 1, max: 1e6 }), (changes, seed) => {
        const [first = {}, ...rest] = changes.map((given) => kind.settings.parse(given));
        const processor = kind.processor(first, tools);
        const noise = whiteNoise(QUANTUM * 60, seed).map((s, i) => (i % 2000 < 700 ? 0 : s));
        const out = inQuanta(noise, (sound, at) => {
          const next = rest[Math.floor(at / QUANTUM / 10)];
          if (next !== undefined) processor.set(next);
          processor.process(sound, null);
        });
        // 60 dB up is more than all of a filter's bands together can do.
        expect(out.every(Number.isFinite)).toBe(true);
        expect(peak(out)).toBeLessThan(1000);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps silence silent", () => {
    const processor = kind.processor(kind.settings.parse({}), tools);
    expect(inQuanta(new Float32Array(QUANTUM * 50), (sound) => processor.process(sound, null)).every((s) => s === 0)).toBe(true);
  });
});

describe("what the audio thread is told", () => {
  const filter = (kind: string, settings: KindSettings) => ({ id: kind, kind, name: kind, enabled: true, settings });
  const told = (...filters: ReturnType<typeof filter>[]) => deskChannel({ ...newChannel("a", "A", { kind: "test" }), filters }, "tone").filters;

  it("is only of kinds that are known, with all their settings", () => {
    expect(audioFilterKind("of a later version")).toBeNull();
    expect(told(filter("of a later version", {}), filter("gain", {}))).toEqual([{ id: "gain", kind: "gain", enabled: true, settings: { gain: 0 }, key: null }]);
  });

  it("is a new filter's settings where those that were kept are not valid", () => {
    expect(told(filter("gain", { gain: "loud" }))[0]?.settings).toEqual({ gain: 0 });
  });

  it("names the channel that drives it", () => {
    expect(told(filter("compressor", { sideChain: "voice" }))[0]?.key).toBe("voice");
    expect(told(filter("compressor", {}))[0]?.key).toBeNull();
  });
});
