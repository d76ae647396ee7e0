import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { end } from "../e2e/peers/child";
import { type Contestant, hd } from "./contestant";
import { caption, captionTop, cornerOf, makeCamera } from "./scene";

/** Whether OBS Studio is there to be measured. */
export const obsInstalled = existsSync("/usr/bin/obs");

interface Source {
  readonly kind: string;
  readonly name: string;
  readonly settings: Record<string, unknown>;
  readonly pos: { readonly x: number; readonly y: number };
  readonly scale: number;
}

const screen: Source = {
  ...{ kind: "xshm_input", name: "Screen", settings: { screen: 0, show_cursor: false }, pos: { x: 0, y: 0 }, scale: 1 },
};

/** The camera and the caption of scene.ts; there is no camera that OBS could open, so it plays what it would see. */
function others(cameraFile: string): Source[] {
  const font = { face: "DejaVu Sans", style: "Book", size: caption.size, flags: 0 };
  return [
    {
      ...{ kind: "ffmpeg_source", name: "Camera", pos: cornerOf(hd), scale: 0.5 },
      settings: { local_file: cameraFile, is_local_file: true, looping: true, hw_decode: false },
    },
    {
      ...{ kind: "text_ft2_source_v2", name: "Caption", pos: { x: caption.x, y: captionTop(hd) }, scale: 1 },
      settings: { text: caption.text, font },
    },
  ];
}

/** Files of an OBS that shows these sources and streams them as the others do, by path below its home. */
function settings(server: string, key: string, shown: readonly Source[]): Record<string, string> {
  const items = shown.map(({ name, pos, scale }, i) => {
    return { id: i + 1, name, visible: true, rot: 0, align: 5, bounds_type: 0, pos, scale: { x: scale, y: scale } };
  });
  const scene = { id: "scene", name: "Scene", settings: { id_counter: items.length, items } };
  const sources = shown.map(({ kind, name, settings }) => ({ id: kind, versioned_id: kind, name, settings }));
  const profile = "basic/profiles/bench";
  return {
    "global.ini": [
      ...["[General]", "FirstRun=true", "LastVersion=486539266", "EnableAutoUpdates=false"],
      ...["[Basic]", "Profile=bench", "ProfileDir=bench", "SceneCollection=bench", "SceneCollectionFile=bench"],
      ...["[BasicWindow]", "SysTrayWhenStarted=true", "PreviewEnabled=false"],
    ].join("\n"),
    [`${profile}/basic.ini`]: [
      ...["[General]", "Name=bench", "[Output]", "Mode=Simple", "[Audio]", "SampleRate=48000"],
      ...["[SimpleOutput]", "VBitrate=3000", "ABitrate=160", "StreamEncoder=x264", "UseAdvanced=true", "Preset=veryfast"],
      ...["[Video]", "BaseCX=1280", "BaseCY=720", "OutputCX=1280", "OutputCY=720", "FPSType=0", "FPSCommon=30"],
      ...["ColorFormat=NV12", "ColorSpace=709", "ColorRange=Partial"],
    ].join("\n"),
    [`${profile}/service.json`]: JSON.stringify({ type: "rtmp_custom", settings: { server, key } }),
    "basic/scenes/bench.json": JSON.stringify({
      ...{ name: "bench", current_scene: "Scene", current_program_scene: "Scene", scene_order: [{ name: "Scene" }] },
      sources: [scene, ...sources],
    }),
  };
}

/** OBS Studio in the tray, without a preview: what `--hidden` is to Tallylight. */
export const obs = (name: string, shows: "screen" | "scene"): Contestant => ({
  name,
  size: hd,
  async start(display, url) {
    const home = await mkdtemp(join(tmpdir(), "tallylight-obs-"));
    const at = url.lastIndexOf("/");
    const shown = shows === "scene" ? [screen, ...others(await makeCamera(home))] : [screen];
    for (const [path, text] of Object.entries(settings(url.slice(0, at), url.slice(at + 1), shown))) {
      const file = join(home, "obs-studio", path);
      await mkdir(join(file, ".."), { recursive: true });
      await writeFile(file, text);
    }
    const child = spawn("obs", ["--multi", "--startstreaming", "--minimize-to-tray", "--disable-shutdown-check"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DISPLAY: display, HOME: home, XDG_CONFIG_HOME: home },
    });
    const { pid } = child;
    if (pid === undefined) throw new Error("OBS could not be started");
    const stop = async (): Promise<void> => {
      await end(child, "SIGKILL");
      await rm(home, { recursive: true, force: true });
    };
    const askedAt = await new Promise<number | null>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        const lines = createInterface({ input: stream });
        lines.on("close", () => resolve(null));
        lines.on("line", (line) => {
          if (line.includes("Connecting to RTMP URL")) resolve(Date.now());
        });
      }
    });
    if (askedAt !== null) return { pid, askedAt, stop };
    await stop();
    throw new Error("OBS ended before it went live");
  },
});
