import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { end } from "../e2e/peers/child";
import type { Contestant } from "./contestant";

/** Whether OBS Studio is there to be measured. */
export const obsInstalled = existsSync("/usr/bin/obs");

/** Files of an OBS that captures the whole screen and streams it as the others do, by path below its home. */
function settings(server: string, key: string): Record<string, string> {
  const place = { visible: true, rot: 0, align: 5, bounds_type: 0, pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 } };
  const screen = { id: "xshm_input", versioned_id: "xshm_input", name: "Screen", settings: { screen: 0, show_cursor: false } };
  const scene = { id: "scene", name: "Scene", settings: { id_counter: 1, items: [{ id: 1, name: "Screen", ...place }] } };
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
      sources: [scene, screen],
    }),
  };
}

/** OBS Studio in the tray, without a preview: what `--hidden` is to Tallylight. */
export const obs: Contestant = {
  name: "OBS Studio, in the tray",
  async start(display, url) {
    const home = await mkdtemp(join(tmpdir(), "tallylight-obs-"));
    const at = url.lastIndexOf("/");
    for (const [path, text] of Object.entries(settings(url.slice(0, at), url.slice(at + 1)))) {
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
};
