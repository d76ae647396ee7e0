import type { Bridge } from "../../../electron/contract/channels";
import { newChannel } from "../../../electron/contract/channel";
import type { MediaSound } from "../../../electron/contract/media";
import type { MixerBlock } from "../../../electron/contract/mixer";
import { createMixer, type Levels } from "../mixer";

/** The real mixer with a stand-in engine and sources that sound, as one object on the page for the tests to play on. */
const complaints: string[] = [];
const bridge: Pick<Bridge, "call"> = {
  call: (_, request) => {
    complaints.push(JSON.stringify(request));
    return Promise.resolve(undefined as never);
  },
};
Object.assign(window, { tallylight: bridge });

const RATE = 48_000;
const BLOCK = 960;
/** Ms: more than in the product, whose sources do not live on a page that a test keeps busy. */
const AHEAD = 500;

const mixer = createMixer();
let blocks: MixerBlock[] = [];
let onBlock: () => void = () => undefined;
const engine = new MessageChannel();
engine.port2.onmessage = ({ data }: MessageEvent<MixerBlock>) => {
  blocks.push(data);
  onBlock();
};
mixer.connectEngine(engine.port1);

let levels: Levels | null = null;
mixer.onLevels((newest) => (levels = newest));

/** What the page plays aloud. */
const played: HTMLMediaElement[] = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
  played.push(this);
  return play.call(this);
};

type Sound = { readonly hz: number; readonly peak: number } | { readonly noise: number };

/** A source that sounds from now on, posted a little ahead of its time as the engine does. */
function sounds(source: string, sound: Sound): void {
  const { port1, port2 } = new MessageChannel();
  mixer.connectSource(source, port2);
  const start = Date.now() + AHEAD;
  let first = 0;
  setInterval(() => {
    while (start + (first * 1000) / RATE < Date.now() + AHEAD) {
      const pcm = new Float32Array(BLOCK * 2);
      for (let i = 0; i < BLOCK; i++) {
        const value =
          "noise" in sound
            ? sound.noise * (Math.random() * 2 - 1)
            : sound.peak * Math.sin((2 * Math.PI * sound.hz * (first + i)) / RATE);
        pcm.set([value, value], i * 2);
      }
      const block: MediaSound = { type: "block", first, due: start + (first * 1000) / RATE, pcm: pcm.buffer };
      port1.postMessage(block);
      first += BLOCK;
    }
  }, 10);
}

/** Peak and rms of what is played aloud, over a tenth of a second. */
async function heardAloud(): Promise<{ peak: number; playing: boolean }> {
  const player = played.at(-1);
  if (!(player?.srcObject instanceof MediaStream)) return { peak: 0, playing: false };
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  context.createMediaStreamSource(player.srcObject).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let peak = 0;
  for (let n = 0; n < 60 && peak === 0; n++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    analyser.getFloatTimeDomainData(samples);
    peak = samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
  }
  // One more, when it fills the window.
  await new Promise((resolve) => setTimeout(resolve, 100));
  analyser.getFloatTimeDomainData(samples);
  peak = samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
  await context.close();
  return { peak, playing: !player.paused };
}

interface Hearing {
  readonly late: number;
  /** Of the left side. */
  readonly peak: number;
  readonly rms: number;
  /** Largest step from sample to sample, over all blocks. */
  readonly step: number;
  /** Quietest millisecond: its peak. */
  readonly quietest: number;
  /** Whether block followed block, in number and in time (ms it was off at most). */
  readonly unbroken: boolean;
  readonly off: number;
  /** Peak of the left side of each channel that comes alone, by all blocks. */
  readonly tracks: readonly (readonly [id: string, peak: number])[];
}

/** What the engine gets from now on, `count` blocks of it. */
async function hear(count: number): Promise<Hearing> {
  blocks = [];
  await new Promise<void>((resolve) => {
    onBlock = () => void (blocks.length >= count && resolve());
  });
  onBlock = () => undefined;
  const got = blocks.slice(0, count);
  /** The left side of the program, or of the track with this index. */
  const leftOf = (track = -1): Float32Array =>
    Float32Array.from(
      got.flatMap(({ pcm, tracks = [] }) => {
        const width = 2 + 2 * tracks.length;
        return [...new Float32Array(pcm)].filter((_, i) => i % width === 2 * (track + 1));
      }),
    );
  const left = leftOf();
  let step = 0;
  for (let i = 1; i < left.length; i++) step = Math.max(step, Math.abs((left[i] ?? 0) - (left[i - 1] ?? 0)));
  const peakOf = (samples: Float32Array): number => samples.reduce((most, s) => Math.max(most, Math.abs(s)), 0);
  const quiet = Array.from({ length: left.length / 48 }, (_, n) => peakOf(left.subarray(n * 48, n * 48 + 48)));
  const begun = got[0];
  return {
    late: got.at(-1)?.late ?? -1,
    peak: peakOf(left),
    rms: Math.sqrt(left.reduce((sum, s) => sum + s * s, 0) / left.length),
    step,
    quietest: Math.min(...quiet),
    unbroken: got.every((block, i) => i === 0 || block.first === (got[i - 1]?.first ?? 0) + BLOCK),
    tracks: (got[0]?.tracks ?? []).map((id, n) => [id, peakOf(leftOf(n))] as const),
    off: Math.max(...got.map((b) => Math.abs(b.at - (begun?.at ?? 0) - (b.first - (begun?.first ?? 0)) / 48))),
  };
}

export const stand = {
  /** What the Electron stand tells a page of the stage. */
  facts: { targets: [] as unknown[] },
  mixer,
  newChannel,
  sounds,
  hear,
  heardAloud,
  complaints,
  levels: () => ({ program: levels?.program, loudness: levels?.loudness }),
};

Object.assign(window, { stand, mixing: stand });
