import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { end } from "../e2e/peers/child";
import { electronExecutable, electronSwitches } from "../scripts/electron.mjs";
import type { StatusLine } from "../electron/contract/commandline";
import type { Contestant, Size } from "./contestant";
import { cameraSwitches, makeCamera, storePreset, storeScene } from "./scene";

const app = resolve(import.meta.dirname, "..");

export interface Staging {
  readonly size: Size;
  /** The whole screen alone, or the scene of scene.ts. */
  readonly shows: "screen" | "scene";
  readonly preset: "veryfast" | "superfast";
}

/** Tallylight itself, as a user starts it from the command line. */
export function ours(name: string, { size, shows, preset }: Staging, flags: readonly string[]): Contestant {
  return {
    name,
    size,
    async start(display, url) {
      const folder = await mkdtemp(join(tmpdir(), "tallylight-bench-"));
      const data = join(folder, "data");
      await storePreset(data, preset);
      const scene = shows === "scene";
      const sources = scene ? await storeScene(data, size) : ["--source", "screen", "--audio", "none"];
      const switches = scene ? cameraSwitches(await makeCamera(folder)) : [];
      const outputs = join(folder, "outputs.txt");
      await writeFile(outputs, `${url}\n`, { mode: 0o600 });
      const child = spawn(
        electronExecutable(),
        [
          ...[...electronSwitches(), ...switches, app, ...sources, "--encoder", "x264", "--bitrate", "3000"],
          ...["--size", `${size.width}x${size.height}`, "--fps", "30", "--output", `@${outputs}`, "--startstreaming"],
          ...["--status-json", "-", "--user-data-dir", data, ...flags],
        ],
        { stdio: ["ignore", "pipe", process.env["BENCH_VERBOSE"] ? "inherit" : "ignore"], env: { ...process.env, DISPLAY: display } },
      );
      const { pid, stdout } = child;
      if (pid === undefined) throw new Error("Electron could not be started");
      const stop = async (): Promise<void> => {
        await end(child);
        await rm(folder, { recursive: true, force: true });
      };
      const askedAt = await new Promise<number | null>((resolve) => {
        const lines = createInterface({ input: stdout });
        lines.on("close", () => resolve(null));
        lines.on("line", (line) => {
          const { broadcast } = JSON.parse(line) as StatusLine;
          if (broadcast.phase === "starting" || broadcast.phase === "onAir") resolve(broadcast.since);
        });
      });
      if (askedAt !== null) return { pid, askedAt, stop };
      await stop();
      throw new Error("Tallylight ended before it went live");
    },
  };
}
