import type { Processor } from "./filters/kind";
import type { Stereo } from "./stereo";

export const RATE = 48_000;
export const QUANTUM = 128;

/** Factor of so many dB. */
export const factor = (decibels: number): number => 10 ** (decibels / 20);
export const decibels = (value: number): number => 20 * Math.log10(value);

/** `seconds` of a sine of `hz` whose peak is at `level` dBFS, in whole quanta. */
export function sine(hz: number, level: number, seconds: number): Float32Array {
  const out = new Float32Array(Math.ceil((seconds * RATE) / QUANTUM) * QUANTUM);
  for (let i = 0; i < out.length; i++) out[i] = factor(level) * Math.sin((2 * Math.PI * hz * i) / RATE);
  return out;
}

/** Noise that is the same in every run, between −1 and 1. */
export function whiteNoise(frames: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: frames }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1);
  });
}

/** A speaking voice as a synthesiser makes it: a gliding pitch, four vowels, syllables four times a second. */
export function voice(seconds: number): Float32Array {
  const vowels = [
    [700, 1200, 2600],
    [300, 2300, 3000],
    [500, 900, 2500],
    [400, 1900, 2600],
  ];
  let phase = 0;
  return Float32Array.from({ length: Math.ceil((seconds * RATE) / QUANTUM) * QUANTUM }, (_, i) => {
    const t = i / RATE;
    const pitch = 130 + 20 * Math.sin(2 * Math.PI * 0.7 * t) + 5 * Math.sin(2 * Math.PI * 5 * t);
    phase += (2 * Math.PI * pitch) / RATE;
    const formants = vowels[Math.floor(t * 4) % 4] ?? [];
    let sum = 0;
    for (let h = 1; h * pitch < 5000; h++) {
      const strength = formants.reduce((all, f, n) => all + 0.6 ** n / (1 + ((h * pitch - f) / (80 + 40 * n)) ** 2), 0.02);
      sum += (strength * Math.sin(h * phase)) / Math.sqrt(h);
    }
    return 0.15 * sum * Math.sqrt(Math.max(0, Math.sin(2 * Math.PI * 4 * t)));
  });
}

/** Level of the samples from `from` to `to` (s): of a sine, what its peak is at; dBFS. */
export function sineLevel(samples: Float32Array, from: number, to: number): number {
  return decibels(Math.SQRT2 * rms(samples.subarray(from * RATE, to * RATE)));
}

export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length);
}

export function peak(samples: Float32Array): number {
  return samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
}

/** Largest step from one sample to the next. */
export function largestStep(samples: Float32Array): number {
  let most = 0;
  for (let i = 1; i < samples.length; i++) most = Math.max(most, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)));
  return most;
}

/** Calls `each` with every quantum of `samples`, in both sides' memory, and gives what became of the left one. */
export function inQuanta(samples: Float32Array, each: (sound: Stereo, at: number) => void): Float32Array {
  const out = new Float32Array(samples.length);
  for (let at = 0; at + QUANTUM <= samples.length; at += QUANTUM) {
    const sound: Stereo = [samples.slice(at, at + QUANTUM), samples.slice(at, at + QUANTUM)];
    each(sound, at);
    out.set(sound[0], at);
  }
  return out;
}

/** Sends sound through a filter; `key` drives it where given. */
export function through<S>(processor: Processor<S>, samples: Float32Array, key?: Float32Array): Float32Array {
  return inQuanta(samples, (sound, at) => {
    const driving = key?.slice(at, at + QUANTUM);
    processor.process(sound, driving === undefined ? null : [driving, driving]);
  });
}
