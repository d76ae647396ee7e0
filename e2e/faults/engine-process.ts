import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineCommand, EngineEvent } from "../../electron/contract/engine";
import { problemOf, ProblemError } from "../../electron/contract/problem";
import { defaultSettings } from "../../electron/contract/settings";
import { EngineStatus } from "../../electron/contract/status";
import { until } from "../peers/until";

/** What faults are tried on. The picture needs all of its bits, kb/s. */
export const FPS = 30;
export const BITRATE = 3000;
const VIDEO = { width: 640, height: 360, fps: FPS };

export interface EngineOptions {
  /** For keys; also what the engine calls its temporary folder. */
  readonly folder: string;
  /** The project's folder, with out/. */
  readonly root: string;
  /** Laid over this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of the picture, kb/s. */
  readonly bitrate?: number;
  /** A command that runs the rest of its arguments, as `ip netns exec name`. */
  readonly within?: readonly string[];
}

/** The real engine, as it is built, in a process of its own without Electron; it can be killed and suspended. */
export class EngineProcess {
  readonly statuses: EngineStatus[] = [];
  private readonly child: ChildProcess;
  private readonly answers = new Map<number, (event: Extract<EngineEvent, { type: "done" }> | null) => void>();
  private asked = 0;

  constructor(child: ChildProcess) {
    this.child = child;
    child.on("message", (event: EngineEvent) => {
      if (event.type === "status") this.statuses.push(EngineStatus.parse(event.status));
      if (event.type === "done") this.answers.get(event.id)?.(event);
    });
    child.on("exit", () => this.answers.forEach((answer) => answer(null)));
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error("the engine was not started");
    return this.child.pid;
  }

  get status(): EngineStatus {
    const last = this.statuses.at(-1);
    if (last === undefined) throw new Error("the engine has not said how it is");
    return last;
  }

  /** Rejects with a ProblemError when the engine refuses. */
  async command(command: EngineCommand): Promise<void> {
    const id = (this.asked += 1);
    const answer = new Promise<Extract<EngineEvent, { type: "done" }> | null>((resolve) => this.answers.set(id, resolve));
    this.child.send({ id, command });
    const done = await answer;
    this.answers.delete(id);
    if (done === null) throw new Error(`the engine ended before it answered to ${command.type}`);
    const { problem } = done;
    if (problem !== null) throw new ProblemError(problem);
  }

  /** Waits for a status; `timeout` in ms. */
  async reaches(what: string, wanted: (status: EngineStatus) => boolean, timeout = 20_000): Promise<EngineStatus> {
    return until(what, () => (this.statuses.length > 0 && wanted(this.status) ? this.status : null), timeout);
  }

  /** Resolves when so many more seconds of pictures were made. */
  async goesOn(seconds: number): Promise<void> {
    const goal = (this.statuses.at(-1)?.program.frames ?? 0) + seconds * FPS;
    await this.reaches(`${seconds} s of pictures`, ({ program }) => program.frames >= goal, seconds * 3000 + 10_000);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }

  /** Finalises everything, then ends it. */
  async stop(): Promise<void> {
    await this.command({ type: "shutDown" }).catch((thrown: unknown) => {
      throw new Error(`The engine did not shut down: ${problemOf(thrown).detail ?? problemOf(thrown).code}`);
    });
    await this.kill();
  }
}

/** Starts an engine that has a window and its settings. */
export async function startEngine({ folder, root, env = {}, bitrate = BITRATE, within = [] }: EngineOptions): Promise<EngineProcess> {
  const keyFolder = join(folder, "keys");
  await mkdir(keyFolder, { recursive: true, mode: 0o700 });
  const [program = "", ...args] = [...within, process.execPath, join(root, "e2e", "faults", "engine-host.mjs"), root];
  const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"], env: { ...process.env, ...env } });
  const engine = new EngineProcess(child);
  const ffmpeg = { path: "ffmpeg", version: "", srt: true, rtmps: true, encoders: ["x264" as const] };
  await engine.command({ type: "setUp", ffmpeg, keyFolder, pageFiles: null });
  const encoder = { ...defaultSettings.encoder, encoder: "x264" as const, videoBitrate: bitrate, preset: "superfast" as const };
  await engine.command({ type: "configure", settings: { video: VIDEO, encoder } });
  await engine.command({ type: "attach" });
  return engine;
}

/** An engine and a folder for one deed; both are gone after it. */
export async function withEngine<T>(options: Omit<EngineOptions, "folder">, deed: (engine: EngineProcess, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-faults-"));
  const engine = await startEngine({ ...options, folder });
  try {
    return await deed(engine, folder);
  } finally {
    await engine.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
