import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { promisify } from "node:util";
import type { StatusLine } from "../../electron/contract/commandline";
import { startDisplay } from "../../scripts/display.mjs";
import { electronExecutable, electronSwitches } from "../../scripts/electron.mjs";
import { root } from "../../scripts/folders.mjs";
import { end } from "../peers/child";
import { startColourWindow } from "../peers/moving-screen";
import { type Ingest, startIngest } from "../peers/nginx-rtmp";
import { descendants } from "../peers/processes";
import { startSoundServer } from "../peers/sound-server";
import { until } from "../peers/until";
import { startWindowManager } from "../peers/window-manager";
import { startRun, type TerminalRun } from "../run";
import { holesOf } from "./broadcast";
import { FPS } from "./engine-process";
import type { Row, SoloFault } from "./fault";
import { codedIn } from "./loss";

const run = promisify(execFile);
/** Seconds in which a stream is back after its window, its encoder, its engine was killed. */
const WINDOW = 2;
const ENCODER = 2;
const ENGINE = 5;
/** After the computer slept. */
const AWAKE = 2;
/** Seconds that a recording may lose where it breaks off. */
const END = 2;

interface Stage {
  readonly folder: string;
  readonly ingest: Ingest;
  readonly recording: string;
  readonly display: string;
  /** Starts the app with its outputs: the server under the key "app", and the recording or another one. */
  start(flags: readonly string[], more?: { env?: Readonly<Record<string, string>>; into?: string }): Promise<TerminalRun>;
}

/** A folder, a screen and a server for one deed. */
async function onStage(container: "mkv" | "mp4", deed: (stage: Stage) => Promise<Row[]>): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-faults-"));
  const ingest = await startIngest({ record: true, append: true });
  const screen = await startDisplay("1280x800x24");
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

const onAir = ({ destinations, recordings }: StatusLine): boolean =>
  destinations.length > 0 && destinations.every(({ phase }) => phase === "live") && recordings.some(({ phase }) => phase === "recording");

/** Seconds until the server gets new media and the app says so. */
async function backAfter(app: TerminalRun, ingest: Ingest): Promise<number> {
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
async function toldSince(app: TerminalRun, at: number): Promise<string> {
  return [...new Set((await app.lines()).filter((line) => line.at >= at).flatMap(({ problems }) => problems))].join(" ");
}

const row = (fault: string, on: string, more: Partial<Row>, breaches: readonly (string | false)[]): Row => ({
  ...{ fault, on, loss: null, recovery: null, told: "", ...more },
  breaches: breaches.filter((breach): breach is string => breach !== false),
});
const late = (seconds: number, limit: number): string | false => seconds > limit && `back after ${seconds.toFixed(2)} s, ${limit} at most`;
const seconds = (count: number) => count * FPS;

/** Seconds for which the moving part of the test pattern stood still, by the number of pictures: holes between pictures are not counted. */
async function stoodStill(file: string): Promise<number> {
  const filter = `setpts=N/${FPS}/TB,crop=iw:ih/4:0:ih*3/4,freezedetect=n=0.0003:d=0.3`;
  const { stderr } = await run("ffmpeg", ["-nostdin", "-i", file, "-map", "0:v", "-vf", filter, "-f", "null", "-"], { maxBuffer: 2 ** 26 });
  return [...stderr.matchAll(/freeze_duration: ([\d.]+)/g)].reduce((sum, [, duration]) => sum + Number(duration), 0);
}

async function killed(): Promise<Row[]> {
  return onStage("mkv", async ({ ingest, recording, start }) => {
    const app = await start(["--source", "test", "--audio", "test"]);
    const began = Date.now();
    const window = await until("the window", () => descendants(app.pid).find(({ command }) => command.includes("--type=renderer")));
    process.kill(window.pid, "SIGKILL");
    await until("another window", () => descendants(app.pid).some(({ pid, command }) => pid !== window.pid && command.includes("--type=renderer")), 20_000);
    await app.goesOn(seconds(5));
    const toldWindow = await toldSince(app, began);

    const second = Date.now();
    process.kill((await app.encoder()).pid, "SIGKILL");
    await app.status("another encoder", (line) => line.encoder.restarts === 1 && onAir(line), 20_000);
    await app.goesOn(seconds(4));
    const toldEncoder = await toldSince(app, second);

    const third = Date.now();
    process.kill((await app.engine()).pid, "SIGKILL");
    const engine = await backAfter(app, ingest);
    await app.goesOn(seconds(2));
    const toldEngine = await toldSince(app, third);
    await app.quit();

    const still = await stoodStill(recording);
    const loss = holesOf(await codedIn(recording));
    return [
      row("window's process killed", "app", { recovery: still, told: toldWindow }, [late(still, WINDOW), loss.pictures > 0 && loss.hole > ENCODER && "pictures missing"]),
      row("encoder killed", "app", { loss, recovery: loss.hole, told: toldEncoder }, [late(loss.hole, ENCODER)]),
      row("engine killed", "app", { recovery: engine, told: toldEngine }, [late(engine, ENGINE)]),
    ];
  });
}

async function slept(): Promise<Row[]> {
  return onStage("mkv", async ({ ingest, recording, start }) => {
    const app = await start(["--source", "test", "--audio", "test"]);
    const all = [app.pid, ...descendants(app.pid).map(({ pid }) => pid)];
    for (const pid of all) process.kill(pid, "SIGSTOP");
    await pass(12_000);
    for (const pid of [...all].reverse()) process.kill(pid, "SIGCONT");
    const awake = Date.now();
    const recovery = await backAfter(app, ingest);
    await app.goesOn(seconds(3));
    const told = await toldSince(app, awake);
    const code = await app.quit();
    const loss = holesOf(await codedIn(recording));
    return [row("computer suspended for 12 s", "app", { loss, recovery, told }, [late(recovery, AWAKE), code !== 0 && `ended with ${code}`])];
  });
}

async function windowClosed(): Promise<Row[]> {
  return onStage("mkv", async ({ recording, display, start }) => {
    const manager = startWindowManager(display);
    const shown = startColourWindow(display, "A green window", 640, 360, "0x3cb44b");
    await until("the window", () => run("xdotool", ["search", "--name", "A green window"], { env: { ...process.env, DISPLAY: display } }).then(() => true, () => false));
    const app = await start(["--source", "window:A green window", "--audio", "none"]);
    await app.goesOn(seconds(2));
    const at = Date.now();
    await end(shown);
    await app.goesOn(seconds(4));
    const told = await toldSince(app, at);
    await app.quit();
    await end(manager);
    const loss = holesOf(await codedIn(recording));
    return [row("captured window closed, as a monitor unplugged", "app", { loss, told }, [loss.pictures > 0 && `${loss.pictures} pictures missing`])];
  });
}

/** Seconds of a file in which there was no sound. */
async function silence(file: string): Promise<number> {
  const { stderr } = await run("ffmpeg", ["-nostdin", "-i", file, "-map", "0:a", "-af", "silencedetect=n=-50dB:d=0.1", "-f", "null", "-"], { maxBuffer: 2 ** 26 });
  return Math.max(0, ...[...stderr.matchAll(/silence_duration: ([\d.]+)/g)].map(([, duration]) => Number(duration)));
}

async function microphoneUnplugged(): Promise<Row[]> {
  const sound = await startSoundServer(["one", "two"]);
  const env = { ...process.env, PULSE_SERVER: sound.address };
  const pactl = async (...words: string[]): Promise<string> => (await run("pactl", words, { env })).stdout.trim();
  const tones = ["one", "two"].map((sink) =>
    run("ffmpeg", ["-v", "error", "-re", "-f", "lavfi", "-i", "sine=frequency=440", "-f", "pulse", "-device", sink, "tone"], { env }),
  );
  for (const tone of tones) tone.catch(() => undefined); // ended below
  try {
    const [first] = [await pactl("load-module", "module-remap-source", "master=one.monitor", "source_name=first"), await pactl("load-module", "module-remap-source", "master=two.monitor", "source_name=second")];
    await pactl("set-default-source", "first");
    return await onStage("mkv", async ({ recording, start }) => {
      const app = await start(["--source", "test", "--audio", "default"], { env: { PULSE_SERVER: sound.address } });
      await app.goesOn(seconds(4));
      const at = Date.now();
      await pactl("unload-module", first);
      await app.goesOn(seconds(8));
      const told = await toldSince(app, at);
      await app.quit();
      const quiet = await silence(recording);
      const loss = holesOf(await codedIn(recording));
      return [row("microphone unplugged, another is there", "app", { loss, recovery: quiet, told }, [loss.pictures > 0 && `${loss.pictures} pictures missing`, late(quiet, 3)])];
    });
  } finally {
    for (const tone of tones) tone.child.kill();
    await sound.stop();
  }
}

async function foundAgain(): Promise<Row[]> {
  return onStage("mp4", async ({ folder, recording, start, ingest }) => {
    const app = await start(["--source", "test", "--audio", "test"]);
    const made = (await app.goesOn(seconds(6))).program.frames;
    await app.kill();
    const first = (await codedIn(recording)).filter(({ kind }) => kind === "video").length;
    await until("the server to be rid of it", async () => !(await ingest.streams()).some(({ publishing }) => publishing));
    const next = await start(["--source", "test", "--audio", "test"], { into: join(folder, "next.mp4") });
    const normal = async (): Promise<boolean> => !(await readFile(recording)).includes("moof");
    await until("the recording to be repaired", normal, 20_000);
    const told = await toldSince(next, 0);
    await next.quit();
    const after = (await codedIn(recording)).filter(({ kind }) => kind === "video").length;
    const lost = Math.max(0, made - after);
    const loss = { pictures: lost, hole: lost / FPS, sound: 0, received: after, behind: 0 };
    return [row("app killed while recording, started again", "mp4", { loss, told }, [lost / FPS > END && `lost the last ${(lost / FPS).toFixed(1)} s, ${END} at most`, after < first && "the repair lost pictures"])];
  });
}

export const appFaults: readonly SoloFault[] = [
  { name: "app: processes killed", try: killed },
  { name: "app: suspended", try: slept },
  { name: "app: captured window closed", try: windowClosed },
  { name: "app: microphone unplugged", try: microphoneUnplugged },
  { name: "app: interrupted recording found again", try: foundAgain },
];
