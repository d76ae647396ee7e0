import type { MixerBlock } from "../../../electron/contract/mixer";
import type { StagePull, StageReply } from "../../../electron/contract/stage";
import type { VideoFormat } from "../../../electron/contract/video";

/** Where to look into a frame, in pixels. */
export type Spot = readonly [x: number, y: number];

/** What is kept of a reply: no test needs the whole frame. */
export interface Seen {
  readonly type: "frame" | "same";
  readonly id: number;
  /** Unix time in ms of the pull and of the reply. */
  readonly pulledAt: number;
  readonly at: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly age: number;
  readonly interval: number;
  readonly arrived: number;
  /** Y, U, V at each spot asked for. */
  readonly colours: number[][];
}

export interface Heard {
  readonly first: number;
  /** Unix time in ms when its first sample was made, as the mixer says. */
  readonly madeAt: number;
  /** Unix time in ms of the arrival. */
  readonly at: number;
  readonly bytes: number;
  readonly peak: number;
  readonly rms: number;
  /** Sample frame of the first sample louder than −40 dBFS within the block, −1 in silence. */
  readonly onset: number;
}

export type EngineCall =
  | { readonly call: "ports"; readonly stage: MessagePort; readonly mixer: MessagePort }
  /** Pulls `count` times, one every frame of `format`, and gives what was seen in reply. */
  | { readonly call: "pull"; readonly format: VideoFormat; readonly count: number; readonly spots: readonly Spot[] }
  /** Gives what was heard since the last asking, as soon as that is at least `least` blocks. */
  | { readonly call: "hear"; readonly least: number };

/** Stands in for the engine, in a worker of its own, so that it goes on while the page is busy. */
let stage: MessagePort | null = null;
let heard: Heard[] = [];
let onHeard: () => void = () => undefined;
let pulls = 0;
let onReply: (reply: StageReply) => void = () => undefined;

function listen(data: MixerBlock): void {
  const pcm = new Float32Array(data.pcm);
  let peak = 0;
  let squares = 0;
  for (const sample of pcm) {
    peak = Math.max(peak, Math.abs(sample));
    squares += sample * sample;
  }
  const onset = Math.floor(pcm.findIndex((s) => Math.abs(s) > 0.01) / 2);
  heard.push({
    ...{ first: data.first, madeAt: data.at, at: Date.now(), bytes: data.pcm.byteLength },
    ...{ peak, rms: Math.sqrt(squares / pcm.length), onset },
  });
  onHeard();
}

function see(reply: Exclude<StageReply, { type: "shelved" }>, pulledAt: number, spots: readonly Spot[]): Seen {
  const { type, id, age, interval, arrived } = reply;
  const base = { type, id, pulledAt, at: Date.now(), age, interval, arrived };
  if (reply.type === "same") return { ...base, width: 0, height: 0, bytes: 0, colours: [] };
  const { width, height, i420 } = reply;
  const bytes = new Uint8Array(i420);
  const chroma = width * height;
  const colours = spots.map(([x, y]) => {
    const c = (y >> 1) * (width / 2) + (x >> 1);
    return [bytes[y * width + x] ?? -1, bytes[chroma + c] ?? -1, bytes[chroma * 1.25 + c] ?? -1];
  });
  return { ...base, width, height, bytes: bytes.length, colours };
}

function pull(format: VideoFormat, count: number, spots: readonly Spot[]): Promise<Seen[]> {
  return new Promise((resolve) => {
    const seen: Seen[] = [];
    const pulledAt = new Map<number, number>();
    onReply = (reply) => {
      if (reply.type === "shelved") throw new Error("no shelf was wanted");
      seen.push(see(reply, pulledAt.get(reply.id) ?? 0, spots));
      if (seen.length === count) resolve(seen);
    };
    let asked = 0;
    const ask = (): void => {
      const order: StagePull = { type: "pull", id: ++pulls, at: Date.now(), read: 0, format, shelf: "none" };
      pulledAt.set(order.id, order.at);
      stage?.postMessage(order);
      if (++asked === count) clearInterval(timer);
    };
    const timer = setInterval(ask, 1000 / format.fps);
    ask();
  });
}

self.addEventListener("message", ({ data, ports }: MessageEvent<EngineCall>) => {
  const answer = ports.at(-1);
  switch (data.call) {
    case "ports":
      stage = data.stage;
      stage.onmessage = ({ data: reply }: MessageEvent<StageReply>) => onReply(reply);
      data.mixer.onmessage = ({ data: block }: MessageEvent<MixerBlock>) => listen(block);
      answer?.postMessage(null);
      return;
    case "pull":
      void pull(data.format, data.count, data.spots).then((seen) => answer?.postMessage(seen));
      return;
    case "hear":
      onHeard = () => {
        if (heard.length < data.least) return;
        answer?.postMessage(heard);
        heard = [];
        onHeard = () => undefined;
      };
      onHeard();
  }
});
