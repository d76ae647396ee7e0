import type { Channel, ChannelInput } from "../../electron/contract/channel";
import { BLOCK_FRAMES } from "../../electron/contract/mixer";
import { type Problem, problemOf } from "../../electron/contract/problem";
import { SAMPLE_RATE } from "../../electron/contract/video";
import { type AudioTrackSource, openAudioTrack } from "../capture/audio-track";
import type { Device } from "../capture/devices";
import { type KeptTrack, keepTrack } from "../capture/keep-track";
import { keepingPhase } from "../capture/keeping";
import { deskChannel } from "./desk-channel";
import type { DeskInput, Levels } from "./desk";
import { loadRnnoise } from "./filters/noise-suppression/code";
import { noiseSuppression } from "./filters/noise-suppression/kind";
import {
  INPUTS,
  MONITOR_OUTPUT,
  type MixerOrder,
  type MixerReport,
  OUTPUTS,
  WORKLET,
  type WorkletOptions,
} from "./messages";
import { Monitor } from "./monitor";
import workletUrl from "./worklet.ts?worker&url";

/**
 * How a channel's source is. starting: being opened for the first time. on: heard, or would be. lost: silent, tried
 * again by itself. failed: only a person can help.
 */
export interface ChannelState {
  readonly phase: "starting" | "on" | "lost" | "failed";
  readonly problem: Problem | null;
}

export type { Levels };

/** Opens the sound sources, mixes them in an AudioWorklet and gives the sum to the engine. */
export interface Mixer {
  /** At most MAX_CHANNELS with ids of their own. Channels that stay keep their source open and what their filters remember. */
  setChannels(channels: readonly Channel[]): void;
  /** The channels whose part of the program the engine gets alone beside it, at most MAX_TRACKS. */
  setTracks(channels: readonly string[]): void;
  /** Gives the port of a source's sound (contract/media.ts) to the worklet; another one of the same source replaces it. */
  connectSource(source: string, port: MessagePort): void;
  /** The sources that are seen in the program: the channels of the others are silent. */
  setActive(sources: ReadonlySet<string>): void;
  /** Where channels are heard that are monitored; empty for the system's own output. */
  setMonitor(device: Device): void;
  /** Begins to measure the integrated loudness anew. */
  resetLoudness(): void;
  /** Gives the port for the sound blocks (contract/mixer.ts) to the worklet; a second port replaces the first. */
  connectEngine(port: MessagePort): void;
  /** Tells the levels about 60 times a second while the page is visible. Returns the function that ends it. */
  onLevels(listener: (levels: Levels) => void): () => void;
  /** Tells why the monitor is not heard, null when that is over. Returns the function that ends it. */
  onMonitor(listener: (problem: Problem | null) => void): () => void;
  /** Tells all channels' states now and at every change. Returns the function that ends it. */
  onState(listener: (states: ReadonlyMap<string, ChannelState>) => void): () => void;
  /** Stops sources and sound; the mixer cannot be used any more. */
  close(): void;
}

interface Strip {
  readonly source: ChannelInput;
  readonly input: DeskInput;
  readonly close: () => void;
}

/** `sinkId` (Chromium 110 and later) is not in the DOM types: no output device is opened for a sum nobody hears. */
const contextOptions: AudioContextOptions & { sinkId: { type: "none" } } = {
  sampleRate: SAMPLE_RATE,
  // The engine holds back more than this anyway: larger buffers, fewer wake-ups.
  latencyHint: 0.02,
  sinkId: { type: "none" },
};

async function startWorklet(context: AudioContext): Promise<AudioWorkletNode> {
  await context.audioWorklet.addModule(workletUrl);
  const processorOptions: WorkletOptions = { blockFrames: BLOCK_FRAMES };
  const node = new AudioWorkletNode(context, WORKLET, {
    numberOfInputs: INPUTS,
    numberOfOutputs: OUTPUTS,
    outputChannelCount: [1, 2],
    channelCount: 2,
    // One channel in becomes both sides, more than two are mixed down.
    channelCountMode: "explicit",
    channelInterpretation: "speakers",
    processorOptions,
  });
  // Only what leads to the destination is processed; this output itself stays silent.
  node.connect(context.destination, 0);
  return node;
}

function sameInput(a: ChannelInput, b: ChannelInput): boolean {
  if (a.kind === "microphone" && b.kind === "microphone") return a.deviceId === b.deviceId;
  if (a.kind === "source" && b.kind === "source") return a.source === b.source;
  return a.kind === b.kind;
}

/** Starts the mixer without channels. */
export function createMixer(): Mixer {
  const context = new AudioContext(contextOptions);
  const worklet = startWorklet(context);
  const strips = new Map<string, Strip>();
  const states = new Map<string, ChannelState>();
  const levelListeners = new Set<(levels: Levels) => void>();
  const stateListeners = new Set<(states: ReadonlyMap<string, ChannelState>) => void>();
  const monitorListeners = new Set<(problem: Problem | null) => void>();
  let broken: Problem | null = null;
  let trouble: Problem | null = null;
  let rnnoise: Promise<void> | null = null;

  const monitor = new Monitor(context, worklet, MONITOR_OUTPUT, (problem) => {
    trouble = problem;
    for (const listener of monitorListeners) listener(problem);
  });

  const tell = (): void => {
    for (const listener of stateListeners) listener(new Map(states));
  };

  const setState = (id: string, state: ChannelState): void => {
    states.set(id, broken === null ? state : { phase: "failed", problem: broken });
    tell();
  };

  /** In the order of the calls, also while the worklet is being loaded; a mixer that is broken has said so. */
  const withNode = (use: (node: AudioWorkletNode) => void): void => void worklet.then(use, () => undefined);
  const send = (order: MixerOrder, transfer: Transferable[] = []): void =>
    withNode((node) => node.port.postMessage(order, transfer));

  worklet.then(
    (node) => {
      node.port.onmessage = ({ data }: MessageEvent<MixerReport>) => {
        for (const listener of levelListeners) listener(data);
      };
    },
    (error: unknown) => {
      broken = problemOf(error);
      for (const id of states.keys()) setState(id, { phase: "failed", problem: broken });
    },
  );

  const openTrack = (id: string, source: AudioTrackSource, input: number): Strip => {
    let node: MediaStreamAudioSourceNode | null = null;
    const kept: KeptTrack = keepTrack({
      open: () => openAudioTrack(source),
      gone: { code: "device-lost", ...(source.kind === "microphone" ? { subject: source.label } : {}) },
      muteIsLoss: source.kind === "microphone",
      onTrack(track) {
        node?.disconnect();
        const opened = context.createMediaStreamSource(new MediaStream([track]));
        node = opened;
        withNode((mixer) => {
          if (node === opened) opened.connect(mixer, 0, input);
        });
      },
      onKeeping(keeping) {
        const phase = keepingPhase(keeping);
        setState(id, { phase: phase === "open" ? "on" : phase, problem: keeping.problem });
      },
    });
    return {
      source,
      input,
      close() {
        kept.close();
        node?.disconnect();
        node = null;
      },
    };
  };

  const freeInput = (): number => {
    const used = new Set([...strips.values()].map((s) => s.input));
    let input = 0;
    while (used.has(input)) input++;
    return input;
  };

  const open = ({ id, input: source }: Channel): Strip => {
    if (source.kind === "microphone" || source.kind === "desktop") return openTrack(id, source, freeInput());
    setState(id, { phase: "on", problem: null });
    return { source, input: source.kind === "test" ? "tone" : { source: source.source }, close: () => undefined };
  };

  /** Fetched when a channel first suppresses noise; without it sound passes as it is. */
  const needRnnoise = (channels: readonly Channel[]): void => {
    if (rnnoise !== null || !channels.some((c) => c.filters.some((f) => f.kind === noiseSuppression.kind))) return;
    rnnoise = loadRnnoise().then(
      ({ buffer }) => send({ type: "rnnoise", code: buffer }, [buffer]),
      (error: unknown) => {
        rnnoise = null;
        void window.tallylight.call("log.report", { level: "error", text: `Noise suppression: ${String(error)}` });
      },
    );
  };

  const watch = (): void =>
    send({ type: "watched", watched: levelListeners.size > 0 && document.visibilityState === "visible" });
  document.addEventListener("visibilitychange", watch);
  watch();

  return {
    setChannels(channels) {
      for (const [id, strip] of strips) {
        const stays = channels.find((c) => c.id === id);
        if (stays !== undefined && sameInput(stays.input, strip.source)) continue;
        strip.close();
        strips.delete(id);
        states.delete(id);
      }
      for (const channel of channels) {
        if (!strips.has(channel.id)) strips.set(channel.id, open(channel));
      }
      needRnnoise(channels);
      const set = channels.map((channel) => deskChannel(channel, strips.get(channel.id)?.input ?? "tone"));
      send({ type: "channels", channels: set });
      monitor.setOn(set.some((channel) => channel.monitor));
      // Without a source there is nothing to mix: the engine makes silence by itself.
      withNode(() => void (channels.length === 0 ? context.suspend() : context.resume()));
      tell();
    },
    setTracks(channels) {
      send({ type: "tracks", channels });
    },
    connectEngine(port) {
      send({ type: "engine", port }, [port]);
    },
    connectSource(source, port) {
      send({ type: "source", source, port }, [port]);
    },
    setActive(sources) {
      send({ type: "active", sources });
    },
    setMonitor(device) {
      monitor.setDevice(device);
    },
    resetLoudness() {
      send({ type: "reset-loudness" });
    },
    onLevels(listener) {
      levelListeners.add(listener);
      watch();
      return () => {
        levelListeners.delete(listener);
        watch();
      };
    },
    onMonitor(listener) {
      monitorListeners.add(listener);
      listener(trouble);
      return () => void monitorListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      listener(new Map(states));
      return () => void stateListeners.delete(listener);
    },
    close() {
      document.removeEventListener("visibilitychange", watch);
      levelListeners.clear();
      stateListeners.clear();
      monitorListeners.clear();
      monitor.close();
      for (const strip of strips.values()) strip.close();
      send({ type: "close" });
      void worklet.catch(() => undefined).then(() => context.close());
    },
  };
}
