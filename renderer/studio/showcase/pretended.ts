import type { Bridge, CallName, CallReply, CallRequest, Notice, NoticeName } from "../../../electron/contract/channels";
import type { Collection, OpenCollection } from "../../../electron/contract/collection";
import type { HotkeyTrouble } from "../../../electron/contract/hotkey";
import type { CaptureTarget } from "../../../electron/contract/source";
import type { EngineStatus } from "../../../electron/contract/status";
import type { SourceState } from "../../sources/kind";
import type { Backstage } from "../../store/wiring";
import { delivering, type Scene } from "./scenes";

/** One call the window made. */
export interface Heard {
  readonly name: CallName;
  readonly request: unknown;
}

type Answers = { [N in CallName]: (request: CallRequest<N>) => CallReply<N> };
type Listeners = { [N in NoticeName]: Set<(notice: Notice<N>) => void> };

const targets: CaptureTarget[] = [
  { kind: "screen", sourceId: "screen:1", label: "Entire screen", thumbnail: drawn("#26425f", "#3d6d92") },
  { kind: "window", sourceId: "window:1", label: "Slides – Quarterly review", thumbnail: drawn("#e9e4d8", "#b9653c") },
  { kind: "window", sourceId: "window:2", label: "게임 – 전체 화면 모드에서 실행 중인 아주 긴 창 제목", thumbnail: drawn("#20301f", "#67a15c") },
  { kind: "window", sourceId: "window:3", label: "Terminal", thumbnail: "" },
];

/**
 * A main process that only pretends, well enough to walk the ways through the window: what is asked of it is kept in
 * `heard` and shows in its notices.
 */
export function pretendMain(scene: Scene): { bridge: Bridge; heard: Heard[] } {
  const heard: Heard[] = [];
  const listeners: Listeners = {
    ...{ "engine.status": new Set(), "settings.changed": new Set(), "collection.changed": new Set(), problem: new Set() },
    ...{ "engine.wantsPorts": new Set(), "window.shown": new Set(), "file.changed": new Set() },
    ...{ "studio.command": new Set(), "studio.quitting": new Set() },
  };
  let settings = scene.settings;
  let open: OpenCollection = { collection: scene.collection, saved: true, names: ["Main", "Podcast"] };
  let status = scene.status;
  const keyed = new Set(scene.keyed);

  function tell(change: Partial<EngineStatus>): null {
    status = { ...status, ...change };
    queueMicrotask(() => {
      for (const listener of listeners["engine.status"]) listener(status);
    });
    return null;
  }

  function turnTo(collection: Collection, names = open.names): null {
    open = { collection, saved: true, names };
    for (const listener of listeners["collection.changed"]) listener(open);
    return null;
  }

  function goLive(): null {
    return tell({
      broadcast: { phase: "onAir", since: status.at },
      destinations: settings.destinations.filter((d) => d.enabled).map((d) => delivering(d, { since: status.at })),
    });
  }

  const answers: Answers = {
    "studio.info": () => scene.info,
    "studio.launch": () => ({ hidden: false }),
    "settings.read": () => settings,
    "settings.write": (written) => {
      settings = written;
      return null;
    },
    "collection.read": () => open,
    "collection.write": (collection) => {
      open = { ...open, collection };
      return null;
    },
    "collection.open": (name) => turnTo({ ...open.collection, name }),
    "collection.create": (name) => turnTo({ ...scene.collection, name }, [...open.names, name]),
    "collection.duplicate": ({ to }) => turnTo({ ...open.collection, name: to }, [...open.names, to]),
    "collection.rename": ({ from, to }) =>
      turnTo({ ...open.collection, name: open.collection.name === from ? to : open.collection.name }, open.names.map((name) => (name === from ? to : name))),
    "collection.remove": (name) => {
      const names = open.names.filter((other) => other !== name);
      return turnTo({ ...open.collection, name: open.collection.name === name ? (names[0] ?? name) : open.collection.name }, names);
    },
    "collection.restore": ({ name }) => turnTo({ ...open.collection, name }, [...open.names, name]),
    // A desktop on which another program has Alt+P.
    "hotkeys.check": (hotkeys) =>
      hotkeys.flatMap(({ keys, action }, at): HotkeyTrouble[] => {
        if (hotkeys.some((other, place) => place !== at && other.keys === keys)) return [{ keys, trouble: "twice" }];
        if (action.do === "push-to-talk") return [{ keys, trouble: "window-only" }];
        return keys === "Alt+P" ? [{ keys, trouble: "taken" }] : [];
      }),
    "hotkeys.pause": () => undefined,
    "studio.flushed": () => undefined,
    "capture.targets": () => targets,
    "capture.screens": () => targets.filter(({ kind }) => kind === "screen").map(({ sourceId }) => sourceId),
    "permissions.read": () => ({ camera: "granted", microphone: "granted", screen: "granted" }),
    "permissions.ask": () => ({ camera: "granted", microphone: "granted", screen: "granted" }),
    "permissions.openSettings": () => undefined,
    "stream.start": goLive,
    "stream.stop": () => tell({ broadcast: { phase: "off", since: status.at }, destinations: [] }),
    "rehearsal.set": (on) => tell({ broadcast: { phase: on ? "rehearsing" : "off", since: status.at } }),
    "recording.start": () =>
      tell({ recordings: [{ id: "r", phase: "recording", since: status.at, file: "/home/someone/Videos/Tallylight.mkv", bytes: 0, problem: null }] }),
    "recording.stop": () => tell({ recordings: status.recordings.map((r) => ({ ...r, phase: "idle" })) }),
    "recording.pause": (paused) => tell({ recordings: status.recordings.map((r) => ({ ...r, paused })) }),
    "recording.split": () => tell({ recordings: status.recordings.map((r) => ({ ...r, parts: (r.parts ?? 1) + 1 })) }),
    "replay.save": () =>
      tell({ replay: { ...status.replay, phase: "saved", since: status.at, file: "/home/someone/Videos/Replay Tallylight 2026-11-22 19-30-00.mkv" } }),
    "recording.chapter": () => tell({ recordings: status.recordings.map((r) => ({ ...r, chapters: (r.chapters ?? 0) + 1 })) }),
    "recording.chooseFolder": () => "/media/recordings",
    "recording.reveal": () => undefined,
    "destination.save": ({ destination, secrets }) => {
      const others = settings.destinations.filter((d) => d.id !== destination.id);
      settings = { ...settings, destinations: [...others, destination] };
      if (secrets.streamKey !== undefined) keyed.add(destination.id);
      return null;
    },
    "destination.remove": (id) => {
      settings = { ...settings, destinations: settings.destinations.filter((d) => d.id !== id) };
      return null;
    },
    "destination.retry": () => null,
    "destination.secretsHeld": (id) => ({ streamKey: keyed.has(id), passphrase: keyed.has(id), streamId: false }),
    "service.openKeyPage": () => undefined,
    "file.read": () => ({ problem: { code: "file-missing" } }),
    "file.choose": ({ extensions, several }) => {
      const [extension = "txt"] = extensions;
      const chosen = `/home/someone/Pictures/Chosen picture.${extension}`;
      return several ? [chosen, `/home/someone/Pictures/그림 2.${extension}`] : [chosen];
    },
    "file.watch": () => undefined,
    "file.unwatch": () => undefined,
    "preview.copyLink": () => undefined,
    "diagnostics.copy": () => undefined,
    "log.report": () => undefined,
  };

  const bridge: Bridge = {
    call: async (name, request) => {
      heard.push({ name, request });
      return answers[name](request);
    },
    on: (name, listener) => {
      listeners[name].add(listener);
      if (name === "engine.status") tell({});
      return () => {
        listeners[name].delete(listener);
      };
    },
  };
  return { bridge, heard };
}

/** One order the stage was given. */
export type Ordered = readonly [name: "take" | "prepare" | "setBar" | "command", ...given: unknown[]];

/** A stage and a mixer with a still picture and standing levels; what the stage is told to do is kept in `ordered`. */
export function pretendBackstage(scene: Scene): Backstage & { ordered: Ordered[] } {
  const ordered: Ordered[] = [];
  const tell =
    (name: Ordered[0]) =>
    (...given: unknown[]) =>
      void ordered.push([name, ...given]);
  const nothing = () => undefined;
  const still = document.createElement("canvas");
  still.width = 1280;
  still.height = 720;
  paint(still);
  let states: ReadonlyMap<string, SourceState> = new Map();
  let integrated = -16;
  const watching = new Set<(states: ReadonlyMap<string, SourceState>) => void>();
  const attach = (element: HTMLVideoElement): (() => void) => {
    element.srcObject = still.captureStream();
    void element.play();
    // A canvas gives a frame only when it is painted.
    setTimeout(() => {
      paint(still);
    }, 100);
    return () => {
      element.srcObject = null;
    };
  };
  return {
    ordered,
    stage: {
      setFormat: nothing,
      setCollection: (collection) => {
        states = new Map(collection.sources.map(({ id }) => [id, scene.states?.[id] ?? scene.picture]));
        for (const listener of watching) listener(states);
      },
      take: tell("take"),
      prepare: tell("prepare"),
      setBar: tell("setBar"),
      connectEngine: nothing,
      attachProgram: attach,
      attachPrepared: attach,
      onSources: (listener) => {
        watching.add(listener);
        listener(states);
        return () => void watching.delete(listener);
      },
      onProgram: () => nothing,
      command: tell("command"),
      onSound: () => nothing,
      onActive: () => nothing,
      close: nothing,
    },
    mixer: {
      setChannels: nothing,
      setTracks: nothing,
      connectSource: nothing,
      setActive: nothing,
      setMonitor: nothing,
      resetLoudness: () => {
        integrated = -120;
      },
      onMonitor: () => nothing,
      connectEngine: nothing,
      onLevels: (listener) => {
        const channels = new Map([...scene.channels.keys()].map((id, at) => [id, { peak: at === 0 ? 0 : -4 - 5 * at, rms: -14 - 5 * at }]));
        const timer = setInterval(() => {
          listener({ channels, program: { peak: -7, rms: -18 }, loudness: { momentary: -15, shortTerm: -15, integrated } });
        }, 200);
        return () => {
          clearInterval(timer);
        };
      },
      onState: (listener) => {
        listener(scene.channels);
        return nothing;
      },
      close: nothing,
    },
    watchDevices: (listener) => {
      listener({ cameras: [...scene.cameras], microphones: [...scene.microphones] });
      return nothing;
    },
  };
}

function paint(canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  const bars = ["#b4b4b4", "#b4b410", "#10b4b4", "#10b410", "#b410b4", "#b41010", "#1010b4"];
  bars.forEach((colour, at) => {
    pen.fillStyle = colour;
    pen.fillRect((at * canvas.width) / bars.length, 0, canvas.width / bars.length + 1, canvas.height);
  });
}

/** A picture of a window that is not there. */
function drawn(ground: string, block: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = 160;
  canvas.height = 90;
  const pen = canvas.getContext("2d");
  if (pen === null) return "";
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 160, 90);
  pen.fillStyle = block;
  pen.fillRect(16, 16, 72, 40);
  return canvas.toDataURL();
}
