import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StatusLine } from "../electron/contract/commandline";
import { descendants, type RunningProcess } from "./peers/processes";
import { until } from "./peers/until";

// Playwright's own module loading is CommonJS, the scripts are not.
const scripts = {
  electron: () => import("../scripts/electron.mjs"),
  folders: () => import("../scripts/folders.mjs"),
};

export interface RunOptions {
  /** Laid over this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Switches of Chromium. */
  readonly switches?: readonly string[];
  /** Folder with the settings; one of the test's own when not given. */
  readonly userData?: string;
  /** The program itself, when it is not Electron with the project's folder. */
  readonly program?: string;
  /** Electron and the project's folder, where they are known already. */
  readonly electron?: Electron;
}

export interface Electron {
  readonly executable: string;
  readonly switches: readonly string[];
  readonly root: string;
}

/** How a run of the app ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly lines: StatusLine[];
}

/** A run of the app that was started with --status-json. */
export abstract class Run {
  readonly userData: string;
  readonly child: ChildProcess;
  private readonly statusFile: string;

  constructor(child: ChildProcess, userData: string, statusFile: string) {
    this.child = child;
    this.userData = userData;
    this.statusFile = statusFile;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error("the app was not started");
    return this.child.pid;
  }

  /** All that --status-json has written, each line checked against the contract. */
  async lines(): Promise<StatusLine[]> {
    const text = existsSync(this.statusFile) ? await readFile(this.statusFile, "utf8") : "";
    // the last piece is empty, or a line being written
    return text
      .split("\n")
      .slice(0, -1)
      .map((line) => StatusLine.parse(JSON.parse(line)));
  }

  /** The newest status once it is as wanted; rejects when the app ends before. `timeout` in ms. */
  status(what: string, wanted: (line: StatusLine) => boolean, timeout = 30_000): Promise<StatusLine> {
    return until(
      what,
      async () => {
        const last = (await this.lines()).at(-1);
        if (last !== undefined && wanted(last)) return last;
        if (this.over) throw new Error(`The app ended while waiting for: ${what}`);
        return null;
      },
      timeout,
    );
  }

  /** Its encoding ffmpeg, once it runs. */
  encoder(): Promise<RunningProcess> {
    return until("the encoder process", () =>
      descendants(this.pid).find((one) => / -f rawvideo .* pipe:1/.test(one.command)),
    );
  }

  /** The process its engine lives in. */
  engine(): Promise<RunningProcess> {
    return until("the engine process", () =>
      descendants(this.pid).find((one) => one.command.includes("--utility-sub-type=node.mojom.NodeService")),
    );
  }

  /** Asks the program for so many more pictures. */
  async goesOn(frames: number): Promise<StatusLine> {
    const from = (await this.lines()).at(-1)?.program.frames ?? 0;
    return this.status(`${frames} more pictures`, (line) => line.program.frames >= from + frames);
  }

  get over(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Asks it to quit, as a log-out does; waits until it is gone and answers its exit code. */
  async quit(): Promise<number | null> {
    if (!this.over) {
      const gone = once(this.child, "exit");
      this.child.kill("SIGTERM");
      await gone;
    }
    return this.child.exitCode;
  }

  /** The hard way, with all that descends from it. */
  async kill(): Promise<void> {
    if (this.over) return;
    const all = descendants(this.pid);
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
    for (const { pid } of all) killIfThere(pid);
  }
}

/** A run from the terminal. */
export class TerminalRun extends Run {
  private out = "";
  private err = "";
  private readonly ending: Promise<unknown>;

  constructor(child: ChildProcess, userData: string, statusFile: string) {
    super(child, userData, statusFile);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.out += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.err += text));
    this.ending = once(child, "close");
  }

  /** Waits until it has ended by itself. */
  async ended(): Promise<Ended> {
    await this.ending;
    return { code: this.child.exitCode, stdout: this.out, stderr: this.err, lines: await this.lines() };
  }
}

/** Starts the app from the terminal; its `number` among the runs of this folder, where it keeps its things. */
export async function startRun(folder: string, number: number, flags: readonly string[], options: RunOptions = {}): Promise<TerminalRun> {
  const { program, args, userData, statusFile } = await order(folder, number, flags, options);
  const child = spawn(program, args, { cwd: folder, env: environment(options), stdio: ["ignore", "pipe", "pipe"] });
  return new TerminalRun(child, userData, statusFile);
}

export interface Order {
  program: string;
  args: string[];
  userData: string;
  statusFile: string;
}

/** What to start, and where the run keeps its things. */
export async function order(folder: string, number: number, flags: readonly string[], options: RunOptions): Promise<Order> {
  const { executable, switches, root } = options.electron ?? (await findElectron());
  const userData = options.userData ?? join(folder, `settings-${number}`);
  const statusFile = join(folder, `status-${number}.jsonl`);
  const app = options.program === undefined ? [root] : [];
  const own = ["--user-data-dir", userData, "--status-json", statusFile];
  const args = [...switches, ...(options.switches ?? []), ...app, ...own, ...flags];
  return { program: options.program ?? executable, args, userData, statusFile };
}

async function findElectron(): Promise<Electron> {
  const [{ electronExecutable, electronSwitches }, { root }] = await Promise.all([scripts.electron(), scripts.folders()]);
  return { executable: electronExecutable(), switches: electronSwitches(), root };
}

export function environment({ env = {} }: RunOptions): Record<string, string> {
  const merged: Record<string, string | undefined> = { ...process.env, ...env };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it ended with its parent
  }
}
