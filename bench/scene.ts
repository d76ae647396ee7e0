import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Collection } from "../electron/contract/collection";
import { centred, filling, newItem } from "../electron/contract/scene";
import { defaultSettings } from "../electron/contract/settings";
import type { Size } from "./contestant";

/**
 * A scene as streamers have it: the screen, a camera at half its size in a corner and a caption, on a canvas of the
 * screen's size. Nothing covers the screen's barcode.
 */
export const camera = { width: 640, height: 360, fps: 30, seconds: 4 };
export const caption = { text: "Tallylight, live from the bench", size: 40, x: 32 };

/** Upper left corner of the camera's half-sized picture. */
export const cornerOf = (canvas: Size) => ({ x: canvas.width - camera.width / 2 - 16, y: canvas.height - camera.height / 2 - 16 });
/** Upper edge of the caption. */
export const captionTop = (canvas: Size) => canvas.height - 80;

/** What the camera sees: a file of raw pictures, so that reading it costs next to nothing. */
export async function makeCamera(folder: string): Promise<string> {
  const file = join(folder, "camera.y4m");
  const { width, height, fps, seconds } = camera;
  const graph = `mandelbrot=s=${width}x${height}:r=${fps}`;
  await promisify(execFile)("ffmpeg", [
    ...["-y", "-loglevel", "error", "-f", "lavfi", "-i", graph, "-t", String(seconds), "-pix_fmt", "yuv420p", file],
  ]);
  return file;
}

/** Chromium's switches that make a camera of the file. */
export const cameraSwitches = (file: string): string[] => [
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${file}`,
];

const NAME = "Bench";

/** Puts the scene into a folder of Tallylight's settings; answers the flags that open it. */
export async function storeScene(userData: string, canvas: Size): Promise<string[]> {
  const placed = { ...centred(canvas), anchor: { x: "left", y: "top" } as const };
  const half = { mode: "contain", width: camera.width / 2, height: camera.height / 2 } as const;
  const collection: Collection = {
    ...{ version: 1, name: NAME, canvas, channels: [], transition: { kind: "cut" }, program: "scene" },
    scenes: [
      {
        ...{ id: "scene", name: "Scene", transition: null },
        items: [
          newItem("1", "screen", filling(canvas)),
          newItem("2", "camera", { ...placed, ...cornerOf(canvas), sizing: half }),
          newItem("3", "caption", { ...placed, x: caption.x, y: captionTop(canvas) }),
        ],
      },
    ],
    sources: [
      { id: "screen", name: "Screen", kind: "screen", settings: {}, filters: [] },
      { id: "camera", name: "Camera", kind: "camera", settings: {}, filters: [] },
      { id: "caption", name: "Caption", kind: "text", settings: { text: caption.text, size: caption.size }, filters: [] },
    ],
  };
  await mkdir(join(userData, "collections"), { recursive: true });
  await writeFile(join(userData, "collections", `${NAME}.json`), JSON.stringify(collection));
  return ["--collection", NAME];
}

/** Sets the encoder's preset, which is no flag. */
export async function storePreset(userData: string, preset: "veryfast" | "superfast"): Promise<void> {
  const settings = { ...defaultSettings, encoder: { ...defaultSettings.encoder, preset } };
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, "settings.json"), JSON.stringify(settings));
}
