import type { Collection, Source } from "../../../electron/contract/collection";
import { centred, filling, newItem, type Scene as CollectionScene, type SceneItem, type Transform } from "../../../electron/contract/scene";
import type { SourceState } from "../../sources/kind";
import type { Scene } from "./scenes";

const canvas = { width: 1280, height: 720 };

function source(id: string, name: string, kind: string, settings: Source["settings"] = {}): Source {
  return { id, name, kind, settings, filters: [] };
}

function scene(id: string, name: string, items: SceneItem[], change: Partial<CollectionScene> = {}): CollectionScene {
  return { id, name, items, transition: null, ...change };
}

/** The upper left corner there, scaled. */
function at(x: number, y: number, scale: number, rotation = 0): Transform {
  return { ...centred(canvas), x, y, anchor: { x: "left", y: "top" }, sizing: { mode: "scale", x: scale, y: scale }, rotation };
}

const sources = [
  source("game", "Game", "screen", { sourceId: "screen:1", label: "Entire screen" }),
  source("face", "Studio camera", "camera", { deviceId: "c1", label: "Studio camera" }),
  source("title", "Title", "text", { text: "Saturday night" }),
  source("logo", "Logo", "image", { file: "/home/someone/logo.png" }),
  source("music", "Music", "media", { file: "/home/someone/music.flac" }),
  source("ground", "Ground", "colour", { colour: "#20304a" }),
];

const playing = [
  newItem("game", "game", filling(canvas)),
  newItem("face", "face", at(880, 460, 0.28)),
  newItem("title", "title", at(60, 600, 0.8)),
  newItem("logo", "logo", { ...at(1080, 40, 0.5), rotation: 12 }),
];

const main: Pick<Collection, "scenes" | "sources" | "program"> = {
  program: "play",
  sources,
  scenes: [
    scene("play", "Playing", playing),
    scene("talk", "Talking", [
      newItem("ground2", "ground", filling(canvas)),
      { ...newItem("face2", "face", at(320, 60, 0.5)), locked: true },
      { ...newItem("title2", "title", at(60, 600, 0.8)), visible: false },
    ]),
    scene("pause", "Back soon", [newItem("music3", "music", filling(canvas))], { transition: { kind: "fade", duration: 700 } }),
    scene("end", "Goodbye", []),
  ],
};

const many: Pick<Collection, "scenes" | "sources" | "program"> = {
  program: "scene-3",
  sources: Array.from({ length: 24 }, (_, n) => source(`s${n}`, `Layer ${n + 1}`, ["colour", "text", "image", "camera"][n % 4] ?? "test")),
  scenes: Array.from({ length: 24 }, (_, n) =>
    scene(
      `scene-${n}`,
      `Scene ${n + 1}`,
      Array.from({ length: 24 }, (_, m) => newItem(`i${n}-${m}`, `s${m}`, at(40 * m, 24 * m, 0.2))),
    ),
  ),
};

const korean: Pick<Collection, "scenes" | "sources" | "program"> = {
  program: "play",
  sources: [
    source("game", "게임 화면 – 주 모니터 전체를 담는 아주 긴 이름의 소스", "screen"),
    source("face", "로지텍 스트림캠 플러스 – 진행자 얼굴", "camera"),
    source("title", "자막", "text", { text: "안녕하세요" }),
  ],
  scenes: [
    scene("play", "게임하는 중 – 얼굴은 오른쪽 아래 구석에", [
      newItem("game", "game", filling(canvas)),
      newItem("face", "face", at(880, 460, 0.28)),
      newItem("title", "title", at(60, 600, 0.8)),
    ]),
    scene("talk", "이야기", []),
    scene("pause", "잠시 후에 돌아옵니다", [], { transition: { kind: "cut" } }),
  ],
};

const sizes: Readonly<Record<string, SourceState>> = {
  title: { phase: "showing", problem: null, width: 420, height: 80, fps: 0 },
  logo: { phase: "showing", problem: null, width: 240, height: 240, fps: 0 },
};

const waiting: SourceState = { phase: "starting", problem: null, width: 0, height: 0, fps: 0 };

/** Studios with several scenes and sources, on the ground of one with devices and one on air. */
export function collected(ready: Scene, live: Scene) {
  const studio: Scene = { ...ready, collection: { ...ready.collection, ...main }, states: sizes };
  const playingMusic: SourceState = { ...waiting, phase: "showing", media: { position: 72_000, duration: 201_000, paused: false } };
  return {
    studio: { ...studio, states: { ...sizes, music: playingMusic } },
    studioAir: { ...live, collection: studio.collection, states: sizes },
    studioMode: { ...studio, settings: { ...studio.settings, studioMode: true } },
    studioModeAir: { ...live, collection: studio.collection, states: sizes, settings: { ...live.settings, studioMode: true } },
    studioTrouble: {
      ...studio,
      states: {
        ...sizes,
        face: { ...waiting, phase: "failed", problem: { code: "device-busy", subject: "Studio camera" } },
        logo: { ...waiting, phase: "failed", problem: { code: "file-missing", subject: "/home/someone/logo.png" } },
      } as const,
    },
    many: { ...studio, collection: { ...studio.collection, ...many } },
    koreanStudio: { ...live, collection: { ...studio.collection, ...korean, name: "주말 밤 방송 모음 – 아주 긴 이름" }, states: sizes },
  } satisfies Record<string, Scene>;
}
