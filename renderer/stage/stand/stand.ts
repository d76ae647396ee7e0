import { newChannel } from "../../../electron/contract/channel";
import type { Bridge } from "../../../electron/contract/channels";
import type { Transform } from "../../../electron/contract/scene";
import type { CaptureTarget } from "../../../electron/contract/source";
import type { DesktopAudio } from "../../../electron/contract/studio";
import type { VideoFormat } from "../../../electron/contract/video";
import { listDevices, watchDevices } from "../../capture/devices";
import { type ChannelState, createMixer, type Levels } from "../../mixer/mixer";
import type { SourceState } from "../../sources/kind";
import { createStage } from "../stage";
import type { EngineCall, Heard, Seen, Spot } from "./engine";

/**
 * The real stage and mixer with a stand-in engine, as one object on the page for the tests to play on. Main's answers
 * are the two constants below.
 */
const facts: { targets: CaptureTarget[]; desktopAudio: DesktopAudio } = {
  targets: [],
  desktopAudio: { way: "none", deviceLabel: null },
};

const bridge: Pick<Bridge, "call"> = {
  call: (name) =>
    Promise.resolve(name === "capture.targets" ? facts.targets : { desktopAudio: facts.desktopAudio }) as never,
};
if (!("tallylight" in window)) Object.assign(window, { tallylight: bridge });

const engine = new Worker(new URL("./engine.ts", import.meta.url), { type: "module", name: "engine" });

function ask<T>(call: EngineCall, transfer: Transferable[] = []): Promise<T> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
    engine.postMessage(call, [...transfer, port2]);
  });
}

/** Tracks given to the page, so that a test can end one as if its device were gone. */
const opened: MediaStreamTrack[] = [];
let refusal: string | null = null;
let asked = 0;
const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  asked++;
  if (refusal !== null) throw new DOMException("The stand refuses it", refusal);
  const stream = await getUserMedia(constraints);
  opened.push(...stream.getTracks());
  return stream;
};

const stage = createStage();
const mixer = createMixer();
let newest: Levels | null = null;
let reports = 0;
mixer.onLevels((levels) => {
  newest = levels;
  reports++;
});

const preview = document.querySelector("video");

export const stand = {
  stage,
  mixer,
  facts,
  newChannel,
  listDevices,
  watchDevices,
  connect(): Promise<null> {
    stand.show("test");
    const a = new MessageChannel();
    const b = new MessageChannel();
    stage.connectEngine(a.port1);
    mixer.connectEngine(b.port1);
    return ask<null>({ call: "ports", stage: a.port2, mixer: b.port2 }, [a.port2, b.port2]);
  },
  pull: (format: VideoFormat, count: number, spots: readonly Spot[] = []): Promise<Seen[]> =>
    ask({ call: "pull", format, count, spots }),
  hear: (least = 0): Promise<Heard[]> => ask({ call: "hear", least }),
  /** A scene with this one source all over it, on the program; said again, what failed is tried again. */
  show(kind: string, canvas = { width: 1280, height: 720 }): void {
    const transform: Transform = {
      ...{ x: 0, y: 0, anchor: { x: "left", y: "top" }, sizing: { mode: "contain", ...canvas } },
      ...{ rotation: 0, crop: { left: 0, top: 0, right: 0, bottom: 0 }, flip: { horizontal: false, vertical: false } },
    };
    const item = { id: "item", source: kind, visible: true, locked: false, opacity: 1, transform };
    stage.setCollection({
      canvas,
      scenes: [{ id: kind, name: kind, items: [{ ...item, blend: "normal" }], transition: null }],
      sources: [{ id: kind, name: kind, kind, settings: {}, filters: [] }],
    });
    stage.take(kind, { kind: "cut" });
    stage.command(kind, "retry");
  },
  /** The next state of a shown source, or the present one, that `wanted` is true of. */
  state(phase: SourceState["phase"], code?: string): Promise<SourceState> {
    return new Promise((resolve) => {
      const stop = stage.onSources((states) => {
        const [state] = states.values();
        if (state?.phase !== phase || (code !== undefined && state.problem?.code !== code)) return;
        // The first telling comes before `stop` is there.
        queueMicrotask(() => stop());
        resolve(state);
      });
    });
  },
  levels: () => ({ reports, program: newest?.program, channels: [...(newest?.channels ?? [])] }),
  channelState(id: string, phase: ChannelState["phase"]): Promise<ChannelState> {
    return new Promise((resolve) => {
      const stop = mixer.onState((all) => {
        const state = all.get(id);
        if (state?.phase !== phase) return;
        queueMicrotask(() => stop());
        resolve(state);
      });
    });
  },
  /** How often the page asked for a device. */
  asked: () => asked,
  /** From now on devices refuse with an error of this name; null: they open again. */
  refuse: (name: string | null) => void (refusal = name),
  /** Ends all tracks as if their devices were gone. */
  unplug: () => opened.splice(0).forEach((track) => track.stop()),
  /** Keeps the page from doing anything for so many ms. */
  block(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  },
  watchPreview: () => (preview === null ? undefined : stage.attachProgram(preview)),
};

Object.assign(window, { stand });
