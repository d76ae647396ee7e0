import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { StatusLine } from "../../electron/contract/commandline";
import { startDisplay } from "../../scripts/display.mjs";
import { electronExecutable, electronSwitches } from "../../scripts/electron.mjs";
import { root } from "../../scripts/folders.mjs";
import { type Ingest, startIngest } from "../peers/nginx-rtmp";
import { until } from "../peers/until";
import { startRun, type TerminalRun } from "../run";
import { FPS } from "./engine-process";
import type { Row } from "./fault";

const run = promisify(execFile);

export interface Stage {
  readonly folder: string;
  readonly ingest: Ingest;
  readonly recording: string;
  readonly display: string;
  /** Starts the app with its outputs: the server under the key "app", and the recording or another one. */
  start(flags: readonly string[], more?: { env?: Readonly<Record<string, string>>; into?: string }): Promise<TerminalRun>;
}

/** A folder, a screen and a server for one deed. */
export async function onStage(container: "mkv" | "mp4", deed: (stage: Stage) => Promise<Row[]>, size = "1280x800x24"): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-faults-"));
  const ingest = await startIngest({ record: true, append: true });
  const screen = await startDisplay(size);
  const runs: TerminalRun[] = [];
  const recording = join(folder, `recording.${container}`);
  const outputs = join(folder, "outputs.txt");
  const start: Stage["start"] = async (flags, { env = {}, into = recording } = {}) => {
    await writeFile(outputs, `${ingest.server}/app\n${into}\n`, { mode: 0o600 });
    const electron = { executable: electronExecutable(), switches: electronSwitches(), root };
    const options = { electron, env: { DISPLAY: screen.display, ...env }, userData: join(folder, "settings") };
    const started = await startRun(folder, runs.length, ["--output", `@${outputs}`, "--size", "640x360", "--hidden", ...flags], options);
    runs.push(started);
    await started.status("on air and recording", onAir, 30_000);
    await ingest.receives("app");
    return started;
  };
  try {
    return await deed({ folder, ingest, recording, display: screen.display, start });
  } finally {
    await Promise.all(runs.map((one) => one.kill()));
    screen.stop();
    await ingest.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export const onAir = ({ destinations, recordings }: StatusLine): boolean =>
  destinations.length > 0 && destinations.every(({ phase }) => phase === "live") && recordings.some(({ phase }) => phase === "recording");

/** Seconds until the server gets new media and the app says so. */
export async function backAfter(app: TerminalRun, ingest: Ingest): Promise<number> {
  const from = performance.now();
  const began = Date.now();
  const { bytes: had } = (await ingest.streams()).find(({ key }) => key === "app") ?? { bytes: 0 };
  await until("media at the server", async () => {
    const stream = (await ingest.streams()).find(({ key, publishing }) => key === "app" && publishing);
    return stream !== undefined && (stream.bytes > had + 20_000 || (stream.bytes > 20_000 && stream.bytes < had));
  }, 30_000);
  const seconds = (performance.now() - from) / 1000;
  await app.status("on air again", (line) => line.at > began && onAir(line), 30_000);
  return seconds;
}

/** What the app said from this moment on, in words. */
export async function toldSince(app: TerminalRun, at: number): Promise<string> {
  return [...new Set((await app.lines()).filter((line) => line.at >= at).flatMap(({ problems }) => problems))].join(" ");
}

export const row = (fault: string, on: string, more: Partial<Row>, breaches: readonly (string | false)[]): Row => ({
  ...{ fault, on, loss: null, recovery: null, told: "", ...more },
  breaches: breaches.filter((breach): breach is string => breach !== false),
});
export const late = (seconds: number, limit: number): string | false => seconds > limit && `back after ${seconds.toFixed(2)} s, ${limit} at most`;
/** Pictures in so many seconds. */
export const seconds = (count: number) => count * FPS;

/** Seconds of each time in which the lower part of the picture stood still, by the number of pictures: holes between pictures are not counted. */
export async function stoodStill(file: string): Promise<number[]> {
  const filter = `setpts=N/${FPS}/TB,crop=iw:ih/4:0:ih*3/4,freezedetect=n=0.0003:d=0.3`;
  const { stderr } = await run("ffmpeg", ["-nostdin", "-i", file, "-map", "0:v", "-vf", filter, "-f", "null", "-"], { maxBuffer: 2 ** 26 });
  return [...stderr.matchAll(/freeze_duration: ([\d.]+)/g)].map(([, duration]) => Number(duration));
}
