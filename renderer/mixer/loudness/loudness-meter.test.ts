import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Loudness } from "../../../electron/contract/mixer";
import { findFfmpeg } from "../../../native-bin/find";
import { factor, QUANTUM, RATE, sine, voice, whiteNoise } from "../signals.fixture";
import { LoudnessMeter } from "./loudness-meter";

interface Reading extends Loudness {
  readonly seconds: number;
}

/** What ffmpeg's ebur128 says of a sound, every 100 ms. */
async function judged(left: Float32Array, right: Float32Array): Promise<Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-loudness-"));
  try {
    const pcm = new Float32Array(left.length * 2);
    left.forEach((value, i) => pcm.set([value, right[i] ?? 0], i * 2));
    const file = join(folder, "sound.f32");
    await writeFile(file, new Uint8Array(pcm.buffer));
    const input = ["-f", "f32le", "-ar", `${RATE}`, "-ac", "2", "-i", file];
    const { stderr } = await promisify(execFile)(
      findFfmpeg(),
      ["-hide_banner", "-nostdin", ...input, "-af", "ebur128=framelog=info", "-f", "null", "-"],
      { maxBuffer: 1e8 },
    );
    const line = /t:\s*([\d.]+)\s.*M:\s*(-?[\d.]+|-inf|nan)\s+S:\s*(-?[\d.]+|-inf|nan)\s+I:\s*(-?[\d.]+)/g;
    // It writes silence as a word.
    const figure = (text = ""): number => (Number.isFinite(Number(text)) ? Number(text) : -120);
    return [...stderr.matchAll(line)].map(([, t, m, s, i]) => ({ seconds: Number(t), momentary: figure(m), shortTerm: figure(s), integrated: figure(i) }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function measured(left: Float32Array, right: Float32Array): Reading[] {
  const meter = new LoudnessMeter(QUANTUM);
  const readings: Reading[] = [];
  for (let at = 0; at + QUANTUM <= left.length; at += QUANTUM) {
    meter.add([left.subarray(at, at + QUANTUM), right.subarray(at, at + QUANTUM)]);
    readings.push({ seconds: (at + QUANTUM) / RATE, ...meter.read() });
  }
  return readings;
}

const scaled = (samples: Float32Array, decibels: number): Float32Array => samples.map((s) => s * factor(decibels));
const joined = (...parts: readonly Float32Array[]): Float32Array => Float32Array.from(parts.flatMap((part) => [...part]));
const seconds = (n: number): number => n * RATE;

/** Noise whose low end is as strong as its high one. */
function pinkNoise(frames: number): Float32Array {
  const white = whiteNoise(frames, 7);
  let [a, b, c] = [0, 0, 0];
  return white.map((w) => {
    a = 0.99765 * a + w * 0.099046;
    b = 0.963 * b + w * 0.2965164;
    c = 0.57 * c + w * 1.0526913;
    return (a + b + c + w * 0.1848) / 8;
  });
}

const hiss = whiteNoise(seconds(12), 3);
const talk = voice(12);
const signals: Record<string, readonly [Float32Array, Float32Array]> = {
  "a tone of 1 kHz at −23 dBFS": [sine(1000, -23, 12), sine(1000, -23, 12)],
  "a low tone on one side": [sine(60, -10, 12), new Float32Array(sine(60, -10, 12).length)],
  "a high tone": [sine(9000, -30, 12), sine(9000, -36, 12)],
  "white noise": [scaled(hiss, -20), scaled(whiteNoise(seconds(12), 5), -20)],
  "pink noise": [pinkNoise(seconds(12)), pinkNoise(seconds(12))],
  "a voice": [talk, talk],
  "loud, then soft below the relative gate": [joined(scaled(talk, 0), scaled(talk, -25)), joined(scaled(talk, 0), scaled(talk, -25))],
  "loud, then silence, then soft": [
    joined(scaled(hiss, -14), new Float32Array(seconds(6)), scaled(hiss, -20)),
    joined(scaled(hiss, -14), new Float32Array(seconds(6)), scaled(hiss, -20)),
  ],
};

describe("LoudnessMeter", () => {
  it.each(Object.entries(signals))("says of %s what ffmpeg says, within 0.15 LU", async (_, [left, right]) => {
    const theirs = await judged(left, right);
    const ours = measured(left, right);
    expect(theirs.length).toBeGreaterThan(100);
    let worst = 0;
    for (const their of theirs.filter(({ seconds: t }) => t > 3.1)) {
      // Ours as of the same 100 ms.
      const our = ours.find(({ seconds: t }) => t >= their.seconds - 1e-6);
      for (const key of ["momentary", "shortTerm", "integrated"] as const) {
        // Below −65 LUFS both are silence, whose figure means nothing.
        if (our === undefined || Math.max(our[key], their[key]) < -65) continue;
        worst = Math.max(worst, Math.abs(our[key] - their[key]));
      }
    }
    expect(worst).toBeLessThan(0.15);
  });

  it("reads a stereo tone of 1 kHz at −23 dBFS as −23 LUFS (EBU Tech 3341, case 1)", () => {
    const tone = sine(1000, -23, 20);
    const last = measured(tone, tone).at(-1);
    for (const value of [last?.momentary, last?.shortTerm, last?.integrated]) expect(Math.abs((value ?? 0) + 23)).toBeLessThan(0.1);
  });

  it("begins anew when it is reset", () => {
    const meter = new LoudnessMeter(QUANTUM);
    const add = (samples: Float32Array): void => {
      for (let at = 0; at < samples.length; at += QUANTUM) meter.add([samples.subarray(at, at + QUANTUM), samples.subarray(at, at + QUANTUM)]);
    };
    add(sine(1000, -10, 5));
    meter.reset();
    expect(meter.read()).toEqual({ momentary: -120, shortTerm: -120, integrated: -120 });
    add(sine(1000, -30, 5));
    expect(meter.read().integrated).toBeCloseTo(-30, 1);
  });
});
