import { beforeAll, describe, expect, it } from "vitest";
import { decibels, factor, largestStep, RATE, rms, through, voice, whiteNoise } from "../../signals.fixture";
import { loadRnnoise } from "./code";
import { NoiseSuppression } from "./processor";
import { Rnnoise } from "./rnnoise";

let rnnoise: Rnnoise;
beforeAll(async () => {
  rnnoise = new Rnnoise(await WebAssembly.compile(await loadRnnoise()));
});
const suppression = (amount = 100): NoiseSuppression => new NoiseSuppression({ amount }, { rate: RATE, rnnoise: () => rnnoise });

const SECONDS = 8;
const talk = voice(SECONDS);
const hiss = whiteNoise(talk.length).map((s) => s * factor(-34));
/** Of the part in which the network has got used to the room. */
const settled = (samples: Float32Array): Float32Array => samples.subarray(3 * RATE, (SECONDS - 1) * RATE);
const level = (samples: Float32Array): number => decibels(rms(settled(samples)));

describe("NoiseSuppression", () => {
  it("takes noise out by more than 15 dB", () => {
    const less = level(hiss) - level(through(suppression(), hiss));
    expect(less).toBeGreaterThan(30);
  });

  it("leaves a voice, at its level and where it was but for the latency it says", () => {
    const out = through(suppression(), talk);
    expect(Math.abs(level(out) - level(talk))).toBeLessThan(1);
    const match = (delay: number): number => {
      let sum = 0;
      for (let i = 3 * RATE; i < 7 * RATE; i++) sum += (out[i] ?? 0) * (talk[i - delay] ?? 0);
      return sum;
    };
    const delays = Array.from({ length: 41 }, (_, n) => 1420 + n);
    expect(delays.reduce((best, d) => (match(d) > match(best) ? d : best))).toBe(suppression().latency);
  });

  it("takes the noise out from between the words", () => {
    const noisy = talk.map((s, i) => (Math.floor(i / RATE) % 2 === 0 ? s : 0) + (hiss[i] ?? 0));
    const out = through(suppression(), noisy);
    const pause = (samples: Float32Array): number => decibels(rms(samples.subarray(5.3 * RATE, 5.9 * RATE)));
    expect(pause(noisy) - pause(out)).toBeGreaterThan(15);
    const word = (samples: Float32Array): number => decibels(rms(samples.subarray(6.05 * RATE, 7 * RATE)));
    expect(Math.abs(word(out) - word(talk.map((s) => s)))).toBeLessThan(1.5);
  });

  it("takes out a part where it is set to", () => {
    expect(level(hiss) - level(through(suppression(50), hiss))).toBeCloseTo(6, 0);
    const untouched = through(suppression(0), hiss);
    for (let i = 5000; i < 6000; i++) expect(untouched[i]).toBe(hiss[i - suppression().latency]);
  });

  it("passes sound on equally late while the network is not there, and takes over without a click", () => {
    let there: Rnnoise | null = null;
    const late = new NoiseSuppression({ amount: 100 }, { rate: RATE, rnnoise: () => there });
    const before = through(late, talk.slice(0, 96_000));
    for (let i = 50_000; i < 50_100; i++) expect(before[i]).toBe(talk[i - late.latency]);
    there = rnnoise;
    expect(largestStep(through(late, talk.slice(96_000, 192_000)))).toBeLessThan(1.5 * largestStep(talk));
  });
});
