import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pass } from "node:timers/promises";
import { promisify } from "node:util";
import { newChannel } from "../electron/contract/channel";
import type { Collection } from "../electron/contract/collection";
import type { StatusLine } from "../electron/contract/commandline";
import { centred, filling, newItem, type SceneItem } from "../electron/contract/scene";
import { defaultSettings, type Settings } from "../electron/contract/settings";
import { avOffsets } from "../e2e/peers/av-offset";
import { end } from "../e2e/peers/child";
import { packets } from "../e2e/peers/ffprobe";
import { freeTcpPort } from "../e2e/peers/free-port";
import { startDisplay } from "../scripts/display.mjs";
import { electronExecutable, electronSwitches } from "../scripts/electron.mjs";
import { memory } from "./process-tree";

/** On air, in minutes, and how long each scene stays, in ms. */
const MINUTES = Number(process.env["SOAK_MINUTES"] ?? 30);
const SWITCH = 5000;
/** Memory is read this often, in ms, and compared after a tenth of the time: caches are full by then. */
const READ = 10_000;

const canvas = { width: 640, height: 360 };
const keys = ["F6", "F7", "F8"] as const;

/** Three scenes in which the test pattern's flash whitens the whole picture, with what else a stage has to do under it. */
function collection(): Collection {
  const item = (id: string, source: string, change: Partial<SceneItem["transform"]> = {}): SceneItem =>
    newItem(id, source, { ...filling(canvas), ...change });
  const caption = newItem("caption item", "caption", centred(canvas));
  const scene = (id: string, items: SceneItem[]) => ({ id, name: id, items, transition: null });
  return {
    ...{ version: 1, name: "Soak", canvas, transition: { kind: "fade", duration: 500 }, program: "F6" },
    channels: [newChannel("tone", "Tone", { kind: "test" })],
    sources: [
      { id: "test", name: "Test pattern", kind: "test", settings: {}, filters: [] },
      { id: "camera", name: "Camera", kind: "camera", settings: {}, filters: [] },
      { id: "caption", name: "Caption", kind: "text", settings: { text: "On air for half an hour", size: 40 }, filters: [] },
      { id: "nested", name: "Nested", kind: "scene", settings: { scene: "F7" }, filters: [] },
    ],
    scenes: [
      scene("F6", [item("1", "test")]),
      scene("F7", [item("2", "camera"), item("3", "test"), caption]),
      scene("F8", [item("4", "nested", { flip: { horizontal: true, vertical: false } })]),
    ],
  };
}

async function store(userData: string): Promise<void> {
  const settings: Settings = {
    ...defaultSettings,
    encoder: { ...defaultSettings.encoder, preset: "superfast", videoBitrate: 1000 },
    hotkeys: keys.map((key) => ({ keys: `CommandOrControl+${key}`, action: { do: "scene", scene: key } })),
  };
  await mkdir(join(userData, "collections"), { recursive: true });
  await writeFile(join(userData, "settings.json"), JSON.stringify(settings));
  await writeFile(join(userData, "collections", "Soak.json"), JSON.stringify(collection()));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Half an hour on air to an RTMP server with a scene switch every 5 s: is memory flat, do picture and sound stay
 * together, is every picture there? SOAK_MINUTES makes it shorter. Sets the exit code to 1 when something is not.
 */
export async function soak(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-soak-"));
  const userData = join(folder, "data");
  await store(userData);
  const display = await startDisplay("1280x800x24");
  const url = `rtmp://127.0.0.1:${await freeTcpPort()}/live/soak`;
  const received = join(folder, "received.mkv");
  const server = spawn("ffmpeg", ["-v", "error", "-listen", "1", "-f", "flv", "-i", url, "-c", "copy", received], { stdio: "ignore" });
  const outputs = join(folder, "outputs.txt");
  await writeFile(outputs, `${url}\n`, { mode: 0o600 });
  const app = spawn(
    electronExecutable(),
    [
      ...[...electronSwitches(), "--use-fake-device-for-media-stream", resolve(import.meta.dirname, "..")],
      ...["--collection", "Soak", "--size", `${canvas.width}x${canvas.height}`, "--hidden", "--output", `@${outputs}`],
      ...["--status-json", "-", "--user-data-dir", userData],
    ],
    { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, DISPLAY: display.display } },
  );
  const { pid, stdout } = app;
  if (pid === undefined) throw new Error("Electron could not be started");
  let last: StatusLine | null = null;
  createInterface({ input: stdout }).on("line", (line) => (last = JSON.parse(line) as StatusLine));

  const sums: number[] = [];
  const until = performance.now() + MINUTES * 60_000;
  for (let turn = 0; performance.now() < until; turn += 1) {
    await pass(SWITCH);
    await promisify(execFile)("xdotool", ["key", `ctrl+${keys[(turn + 1) % keys.length] ?? ""}`], { env: { ...process.env, DISPLAY: display.display } });
    if ((turn * SWITCH) % READ !== 0) continue;
    const sum = [...memory(pid).values()].reduce((a, b) => a + b, 0);
    sums.push(sum);
    if (sums.length % 6 === 0) process.stderr.write(`${sums.length / 6} min: ${sum.toFixed(0)} MiB\n`);
  }
  await end(app);
  await end(server, "SIGINT");
  display.stop();

  const warm = sums.slice(Math.floor(sums.length / 10));
  const third = Math.floor(warm.length / 3);
  const growth = (median(warm.slice(-third)) / median(warm.slice(0, third)) - 1) * 100;
  const offsets = await avOffsets(received);
  const sixth = Math.max(1, Math.floor(offsets.length / 6));
  const drift = median(offsets.slice(-sixth)) - median(offsets.slice(0, sixth));
  const times = (await packets(received)).filter(({ kind }) => kind === "video").map(({ pts }) => pts);
  const holes = times.sort((a, b) => a - b).filter((at, i) => i > 0 && at - (times[i - 1] ?? 0) > 0.05).length;
  const program = (last as StatusLine | null)?.program;
  console.log(`${MINUTES} min on air, a scene switch every ${SWITCH / 1000} s`);
  console.log(`memory (PSS): ${Math.min(...warm).toFixed(0)} to ${Math.max(...warm).toFixed(0)} MiB, last third against first ${growth.toFixed(1)} %`);
  console.log(`sound behind picture: ${Math.min(...offsets).toFixed(0)} to ${Math.max(...offsets).toFixed(0)} ms, drift ${drift.toFixed(1)} ms, ${offsets.length} flashes`);
  console.log(`pictures: ${times.length} received, ${holes} holes; ${program?.dropped ?? "?"} dropped, ${program?.repeated ?? "?"} repeated`);
  if (Math.abs(growth) > 5 || Math.abs(drift) > 20 || holes > 0) process.exitCode = 1;
  await rm(folder, { recursive: true, force: true });
}
