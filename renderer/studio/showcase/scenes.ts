import { type Channel, newChannel } from "../../../electron/contract/channel";
import type { Collection, Source } from "../../../electron/contract/collection";
import type { Destination, DestinationStatus } from "../../../electron/contract/destination";
import type { Problem } from "../../../electron/contract/problem";
import { defaultSettings, type Settings } from "../../../electron/contract/settings";
import { filling, newItem } from "../../../electron/contract/scene";
import type { EngineStatus } from "../../../electron/contract/status";
import type { StudioInfo } from "../../../electron/contract/studio";
import type { Device } from "../../capture/devices";
import type { ChannelState } from "../../mixer/mixer";
import type { SourceState } from "../../sources/kind";
import { collected } from "./collected";

/** One state of the studio to look at and to test in: everything that comes from outside the window. */
export interface Scene {
  readonly info: StudioInfo;
  readonly settings: Settings;
  readonly collection: Collection;
  readonly status: EngineStatus;
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
  /** How the sources are doing, but those of `states`. */
  readonly picture: SourceState;
  readonly states?: Readonly<Record<string, SourceState>>;
  readonly channels: ReadonlyMap<string, ChannelState>;
  /** Destinations whose secrets are stored. */
  readonly keyed: readonly string[];
}

/** The scenes' time: a fixed Unix time in ms. */
const NOW = Date.UTC(2025, 2, 1, 19, 30, 0);

const info: StudioInfo = {
  version: "0.1.0",
  platform: "linux",
  ffmpeg: { path: "/usr/bin/ffmpeg", version: "7.1", srt: true, rtmps: true, encoders: ["x264", "vaapi"] },
  secretStorage: "keychain",
  desktopAudio: { way: "device", deviceLabel: "Tallylight desktop sound" },
  recordingFolder: "/home/someone/Videos",
  notices: [],
};

const off: EngineStatus = {
  at: NOW,
  broadcast: { phase: "off", since: NOW - 60_000 },
  encoder: { phase: "off", encoder: null, fps: 0, speed: 0, bitrate: 0, dynamic: null, restarts: 0, problem: null },
  program: { format: defaultSettings.video, frames: 0, repeated: 0, skipped: 0, dropped: 0, slate: false, silenceMs: 0 },
  destinations: [],
  recordings: [],
  replay: { phase: "idle", since: NOW - 60_000, seconds: 0, bytes: 0, limit: 0, file: null, problem: null },
  preview: { url: null },
  health: { cpu: 11, diskFree: 213e9 },
};

const running: EngineStatus = {
  ...off,
  encoder: { phase: "running", encoder: "x264", fps: 30, speed: 1.9, bitrate: 2984, dynamic: { target: 3000, steps: [3000], limitedBy: null }, restarts: 0, problem: null },
  program: { ...off.program, frames: 22_530, repeated: 2 },
  preview: { url: "/no-stream/master.m3u8" },
  health: { cpu: 71, diskFree: 213e9 },
};

const showing: SourceState = { phase: "showing", problem: null, width: 1280, height: 720, fps: 30 };

const twitch: Destination = {
  id: "twitch",
  name: "Twitch",
  enabled: true,
  target: { protocol: "rtmp", service: "twitch", server: "rtmps://ingest.global-contribute.live-video.net:443/app" },
};
const youtube: Destination = {
  id: "youtube",
  name: "YouTube",
  enabled: true,
  target: { protocol: "rtmp", service: "youtube", server: "rtmps://a.rtmps.youtube.com:443/live2" },
};
const venue: Destination = {
  id: "venue",
  name: "Venue screen",
  enabled: false,
  target: { protocol: "srt", mode: "caller", host: "10.0.0.20", port: 9000, latency: 200, keyLength: 256 },
};

const hall: Destination = {
  id: "hall",
  name: "Hall",
  enabled: true,
  target: { protocol: "srt", mode: "listener", host: "", port: 9001, latency: 120, keyLength: 0 },
};

/** How a destination does, live unless said otherwise. */
export function delivering(destination: Destination, change: Partial<DestinationStatus> = {}): DestinationStatus {
  return {
    id: destination.id,
    name: destination.name,
    phase: "live",
    since: NOW - 751_000,
    attempt: 0,
    retryAt: null,
    problem: null,
    queueMs: 12,
    deliveredBytes: 280e6,
    bitrate: 2984,
    deliveredFrames: 22_530,
    droppedFrames: 0,
    dropped: { unreferenced: 0, groupEnds: 0, outage: 0 },
    ...change,
  };
}

function lost(code: Problem["code"], subject: string): Partial<DestinationStatus> {
  return { phase: "reconnecting", since: NOW - 4000, attempt: 2, retryAt: NOW + 3000, problem: { code, subject }, bitrate: 0, queueMs: 0 };
}

const microphone: Channel = {
  ...newChannel("mic", "Podcast microphone", { kind: "microphone", deviceId: "m1", label: "Podcast microphone" }),
  volume: -6,
};
const desktop: Channel = { ...newChannel("desk", "Desktop sound", { kind: "desktop" }), volume: -18, muted: true };

const canvas = { width: 1280, height: 720 };

/** A collection with one scene that this source fills. */
function filledBy(source: Omit<Source, "id" | "filters">, channels: Channel[]): Collection {
  return {
    ...{ version: 1, name: "Main", canvas, channels, transition: { kind: "cut" }, program: "scene" },
    scenes: [{ id: "scene", name: "Scene", items: [newItem("item", "source", filling(canvas))], transition: null }],
    sources: [{ id: "source", filters: [], ...source }],
  };
}

function camera(name: string): Omit<Source, "id" | "filters"> {
  return { name, kind: "camera", settings: { deviceId: "c1", label: name } };
}

const first: Scene = {
  info,
  settings: defaultSettings,
  collection: filledBy({ name: "Test pattern", kind: "test", settings: {} }, [newChannel("test", "Test tone", { kind: "test" })]),
  status: off,
  cameras: [],
  microphones: [],
  picture: showing,
  channels: new Map([["test", { phase: "on", problem: null }]]),
  keyed: [],
};

const ready: Scene = {
  ...first,
  settings: {
    ...defaultSettings,
    destinations: [twitch, youtube, venue],
  },
  collection: filledBy(camera("Studio camera"), [microphone, desktop]),
  cameras: [
    { deviceId: "c1", label: "Studio camera" },
    { deviceId: "c2", label: "Laptop camera" },
  ],
  microphones: [
    { deviceId: "m1", label: "Podcast microphone" },
    { deviceId: "m2", label: "Laptop microphone" },
  ],
  channels: new Map([
    ["mic", { phase: "on", problem: null }],
    ["desk", { phase: "on", problem: null }],
  ]),
  keyed: ["twitch", "youtube", "venue"],
};

const live: Scene = {
  ...ready,
  settings: { ...ready.settings, replay: { on: true, seconds: 60 } },
  status: {
    ...running,
    broadcast: { phase: "onAir", since: NOW - 754_000 },
    replay: { phase: "keeping", since: NOW - 750_000, seconds: 61, bytes: 23_400_000, limit: 28_100_000, file: null, problem: null },
    destinations: [delivering(twitch), delivering(youtube, { queueMs: 31 })],
    recordings: [{ id: "r", phase: "recording", since: NOW - 750_000, file: "/home/someone/Videos/Tallylight.mkv", bytes: 2.1e9, parts: 2, length: 750_000, left: 33_000, problem: null }],
  },
};

/** As many sounds as a panel show has, filtered and monitored, some by key. */
const guests = ["민지 (진행)", "Guest 2", "Remote caller from the second studio, line 3", "관객 마이크", "Game", "배경 음악 – 저작권 걱정 없는 로파이", "Alerts", "Replay", "Phone", "Room"];
const panel: Channel[] = [
  {
    ...microphone,
    monitor: "both",
    filters: [
      { id: "ns", kind: "noise-suppression", name: "Noise suppression", enabled: true, settings: { amount: 100 } },
      { id: "gate", kind: "noise-gate", name: "Noise gate", enabled: false, settings: {} },
      { id: "comp", kind: "compressor", name: "음악 아래로 – Compressor for the voice with a very long name", enabled: true, settings: { ratio: 4, sideChain: "guest-0" } },
      { id: "later", kind: "from-a-newer-version", name: "Something newer", enabled: true, settings: {} },
    ],
  },
  desktop,
  ...guests.map(
    (name, at): Channel => ({
      ...newChannel(`guest-${at}`, name, { kind: "microphone", deviceId: `g${at}`, label: name }),
      ...{ volume: -3 * at, balance: (at - 4) / 8, muted: at === 3, monitor: at === 4 ? "only" : "off" },
    }),
  ),
];

const koreanCamera = "로지텍 스트림캠 플러스 – 아주 긴 이름을 가진 회의실 카메라 (046d:0893)";
const koreanPlace: Destination = { ...youtube, id: "ko", name: "주말 밤 라이브 방송 – 아주 긴 이름의 채널과 두 번째 예비 서버" };
const chzzk: Destination = {
  id: "chzzk",
  name: "치지직",
  enabled: true,
  target: { protocol: "rtmp", service: "chzzk", server: "rtmp://global-rtmp.lip2.navercorp.com:8080/relay" },
};

export const scenes = {
  ...collected(ready, live),
  first,
  ready,
  rehearsing: { ...ready, status: { ...running, broadcast: { phase: "rehearsing", since: NOW - 31_000 } } },
  onAir: live,
  /** On air by the command line alone. */
  ownRun: {
    ...live,
    settings: { ...live.settings, destinations: [] },
    status: { ...live.status, destinations: [delivering({ ...venue, id: "output-1", name: "rtmp://10.0.0.7/live" }), delivering({ ...venue, id: "output-2", name: "srt://10.0.0.8:9000" }, lost("unreachable", "srt://10.0.0.8:9000"))] },
  },
  /** One SRT receiver far away, and a listener that nobody has called. */
  srt: {
    ...live,
    settings: { ...live.settings, destinations: [venue, hall] },
    status: {
      ...live.status,
      destinations: [
        delivering(venue, { queueMs: 71, srt: { roundTrip: 48.3, variance: 3.1, sent: 214_880, retransmitted: 1312, lost: 1304, loss: 0.61 } }),
        delivering(hall, { phase: "waiting", since: NOW - 4000, bitrate: 0, queueMs: 0, deliveredBytes: 0, deliveredFrames: 0 }),
      ],
    },
  },
  /** Held back by half a minute, and one of two away. */
  delayed: {
    ...live,
    settings: { ...live.settings, stream: { delay: 30 } },
    status: {
      ...live.status,
      broadcast: { phase: "failing", since: NOW - 4000 },
      destinations: [
        delivering(twitch, { delay: { ms: 34_200, bytes: 13.4e6, beginsIn: 0, endsIn: null }, droppedFrames: 1312, dropped: { unreferenced: 900, groupEnds: 300, outage: 112 } }),
        delivering(youtube, { ...lost("connection-lost", "YouTube"), delay: { ms: 30_000, bytes: 11.8e6, beginsIn: 0, endsIn: null } }),
      ],
    },
  },
  /** Ended, while what the delay held back is still being sent. */
  draining: {
    ...live,
    settings: { ...live.settings, stream: { delay: 30 } },
    status: {
      ...live.status,
      broadcast: { phase: "stopping", since: NOW - 8000 },
      destinations: [delivering(twitch, { delay: { ms: 34_200, bytes: 9e6, beginsIn: 0, endsIn: 22_400 } })],
    },
  },
  failing: {
    ...live,
    status: {
      ...live.status,
      broadcast: { phase: "failing", since: NOW - 4000 },
      destinations: [delivering(twitch), delivering(youtube, lost("key-refused", "YouTube"))],
    },
  },
  interrupted: {
    ...live,
    status: {
      ...live.status,
      broadcast: { phase: "failing", since: NOW - 4000 },
      encoder: { ...running.encoder, speed: 0.8, problem: { code: "encoder-overloaded" } },
      program: { ...running.program, slate: true, dropped: 57 },
      destinations: [delivering(twitch, lost("connection-lost", "Twitch")), delivering(youtube, lost("timed-out", "YouTube"))],
    },
  },
  shortOfSpace: {
    ...live,
    status: {
      ...live.status,
      recordings: [
        { id: "f", phase: "finishing", since: NOW, file: "/home/someone/Videos/주말 밤 라이브 방송 – 아주 긴 이름의 녹화.mp4", bytes: 2.1e9, progress: 0.4, problem: null },
        ...live.status.recordings.map((recording) => ({ ...recording, left: 700 })),
      ],
    },
  },
  mixing: {
    ...live,
    settings: {
      ...ready.settings,
      hotkeys: [
        { keys: "F9", action: { do: "stream" } },
        { keys: "CommandOrControl+Shift+1", action: { do: "scene", scene: "scene" } },
        { keys: "V", action: { do: "push-to-talk", channel: "guest-0" } },
        { keys: "CommandOrControl+M", action: { do: "mute", channel: "mic" } },
        { keys: "CommandOrControl+M", action: { do: "mute", channel: "desk" } },
        { keys: "Alt+P", action: { do: "record" } },
      ],
    },
    collection: {
      ...filledBy(camera("Studio camera"), panel),
      sources: [
        { id: "source", ...camera("Studio camera"), filters: [] },
        { id: "seen", name: "A window", kind: "window", settings: {}, filters: [] },
        { id: "page", name: "Alerts", kind: "web", settings: {}, filters: [] },
        { id: "nested", name: "Other scene", kind: "scene", settings: {}, filters: [] },
        { id: "media", name: "Intro film", kind: "media", settings: {}, filters: [] },
        { id: "text", name: "자막 – 방송 제목", kind: "text", settings: { text: "오늘의 방송\nToday", colour: "#ffcc00cc", background: true }, filters: [] },
        { id: "slides", name: "Slides", kind: "slideshow", settings: { files: ["/home/someone/Pictures/one.png", "/home/someone/Pictures/둘째 사진 – 아주 긴 파일 이름입니다.png", "C:\\Pictures\\three.jpg"] }, filters: [] },
      ],
    },
    channels: new Map<string, ChannelState>([
      ...panel.map(({ id }): [string, ChannelState] => [id, { phase: "on", problem: null }]),
      ["guest-8", { phase: "lost", problem: { code: "device-lost", subject: "Phone" } }],
    ]),
  },
  silent: { ...ready, collection: filledBy(camera("Studio camera"), []), channels: new Map<string, ChannelState>() },
  denied: {
    ...ready,
    picture: { phase: "failed", problem: { code: "permission-denied", subject: "the camera" }, width: 0, height: 0, fps: 0 },
    channels: new Map<string, ChannelState>([
      ["mic", { phase: "failed", problem: { code: "permission-denied", subject: "the microphone" } }],
      ["desk", { phase: "on", problem: null }],
    ]),
  },
  korean: {
    ...live,
    info: { ...info, secretStorage: "plain-text", notices: [{ code: "settings-corrupt", subject: "settings.2025-03-01.json" }] },
    settings: {
      ...live.settings,
      destinations: [koreanPlace, chzzk, { ...twitch, name: "Saturday night community stream, second attempt with a very long name" }],
    },
    collection: filledBy(camera(koreanCamera), [
      { ...microphone, name: "야마하 AG03 마이크 (USB 오디오 인터페이스) – 왼쪽 진행자 자리", volume: -60 },
      { ...desktop, name: "데스크톱 소리", volume: 6, muted: false },
      newChannel("guest", "손님", { kind: "microphone", deviceId: "m2", label: "" }),
    ]),
    status: {
      ...live.status,
      encoder: {
        ...running.encoder,
        bitrate: 1510,
        dynamic: { target: 1350, steps: [3000, 2400, 1800, 1350, 990, 750, 600], limitedBy: { name: "토요일 방송", delivered: 1840 } },
      },
      broadcast: { phase: "failing", since: NOW - 4000 },
      destinations: [
        delivering(koreanPlace, lost("unreachable", koreanPlace.name)),
        delivering(chzzk),
        delivering({ ...twitch, name: "Saturday" }, { queueMs: 1204 }),
      ],
    },
    cameras: [{ deviceId: "c1", label: koreanCamera }],
    channels: new Map<string, ChannelState>([
      ["mic", { phase: "on", problem: null }],
      ["guest", { phase: "lost", problem: { code: "device-lost", subject: "손님 마이크" } }],
    ]),
    keyed: ["ko", "chzzk"],
  },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;
