import { MessageChannel, type MessagePort } from "node:worker_threads";
import { BLOCK_FRAMES } from "../../contract/mixer";
import type { StagePull } from "../../contract/stage";
import { CHANNELS, i420Size, SAMPLE_RATE } from "../../contract/video";
import type { Port } from "./port";

const FLASH_EVERY = 2000;
const FLASH_MS = 100;

/**
 * For tests: a stage and a mixer in this very process that give the test pattern's flash and beep, every 2 s at the
 * same instant, over real MessagePorts.
 */
export class LoopbackWindow {
  readonly stage: Port;
  readonly mixer: Port;
  /** While true, the stage answers nothing, like a window that hangs. */
  hung = false;
  /** Pulls are answered so many at once, like by a window that seldom gets its turn. */
  answersAtOnce = 1;
  /** Sound comes in blocks of so many ms at once. */
  soundAtOnce = 0;
  /** Ms that the mixer holds sound back. */
  late = 0;
  /** Channels that the mixer gives alone: one that is called "beep" has the beep, the others nothing. */
  tracks: readonly string[] = [];
  private readonly near: MessagePort[] = [];
  private readonly sound: NodeJS.Timeout;
  private sent = 0;

  /** `clockRate` makes the mixer's clock run fast or slow: 1.0002 is 200 ppm fast. */
  constructor(clockRate = 1) {
    const stage = new MessageChannel();
    const mixer = new MessageChannel();
    this.near.push(stage.port1, mixer.port1);
    this.stage = portOf(stage.port2);
    this.mixer = portOf(mixer.port2);
    const pulls: StagePull[] = [];
    stage.port1.on("message", (pull: StagePull) => {
      if (this.hung) return;
      pulls.push(pull);
      if (pulls.length < this.answersAtOnce) return;
      for (const unanswered of pulls.splice(0)) stage.port1.postMessage(frame(unanswered));
    });
    const start = performance.now();
    this.sound = setInterval(() => {
      const due = ((performance.now() - start) / 1000) * SAMPLE_RATE * clockRate;
      if (due - this.sent < (this.soundAtOnce * SAMPLE_RATE) / 1000) return;
      while (this.sent + BLOCK_FRAMES <= due) {
        const at = performance.timeOrigin + start + (this.sent * 1000) / SAMPLE_RATE / clockRate;
        const { late, tracks } = this;
        mixer.port1.postMessage({ type: "block", first: this.sent, at, late, ...(tracks.length > 0 && { tracks }), pcm: beep(at - late, tracks) });
        this.sent += BLOCK_FRAMES;
      }
    }, 5);
  }

  close(): void {
    clearInterval(this.sound);
    for (const port of this.near) port.close();
  }
}

/** A worker_threads port as the engine takes it. */
function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", listener),
    onClose: (listener) => port.on("close", listener),
    close: () => port.close(),
  };
}

function frame({ id, at, format }: StagePull): unknown {
  const { width, height } = format;
  const i420 = new Uint8Array(i420Size(width, height)).fill(128);
  i420.fill(at % FLASH_EVERY < FLASH_MS ? 235 : 40, 0, width * height);
  i420[i420.length - 1] = id % 256;
  return { type: "frame", id, width, height, i420: i420.buffer, age: 0, interval: 0, arrived: 1 };
}

/** The block that begins at Unix time `at` in ms, with these tracks. */
function beep(at: number, tracks: readonly string[]): ArrayBuffer {
  const pairs = [true, ...tracks.map((id) => id === "beep")];
  const pcm = new Float32Array(BLOCK_FRAMES * CHANNELS * pairs.length);
  for (let i = 0; i < BLOCK_FRAMES; i += 1) {
    const ms = at + (i * 1000) / SAMPLE_RATE;
    const value = ms % FLASH_EVERY < FLASH_MS ? 0.25 * Math.sin((2 * Math.PI * 1000 * ms) / 1000) : 0;
    pairs.forEach((beeps, n) => {
      if (beeps) pcm.fill(value, (i * pairs.length + n) * CHANNELS, (i * pairs.length + n + 1) * CHANNELS);
    });
  }
  return pcm.buffer;
}
