import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page, test as base } from "@playwright/test";
import type { Collection } from "../electron/contract/collection";
import { StatusLine } from "../electron/contract/commandline";
import { type Ingest, type IngestOptions, startIngest } from "./peers/nginx-rtmp";
import { descendants, type RunningProcess } from "./peers/processes";
import { until } from "./peers/until";

// Playwright's own module loading is CommonJS, the scripts are not.
const scripts = {
  electron: () => import("../scripts/electron.mjs"),
  display: () => import("../scripts/display.mjs"),
};

/** The project's folder: what Electron is told to run. */
export const root = resolve(__dirname, "..");

export interface RunOptions {
  /** Laid over this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Switches of Chromium. */
  readonly switches?: readonly string[];
  /** Folder with the settings; one of the test's own when not given. */
  readonly userData?: string;
  /** The program itself, when it is not Electron with the project's folder. */
  readonly program?: string;
}

/** How a run of the app ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly lines: StatusLine[];
}

/** A run of the app that was started with --status-json. */
abstract class Run {
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
  status(what: string, wanted: (line: StatusLine) => boolean, timeout = 15_000): Promise<StatusLine> {
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

/** A run whose window a test looks into and works. */
export class StudioRun extends Run {
  readonly app: ElectronApplication;
  readonly page: Page;

  constructor(app: ElectronApplication, page: Page, userData: string, statusFile: string) {
    super(app.process(), userData, statusFile);
    this.app = app;
    this.page = page;
  }

  /** Pictures of the stage that the window has drawn; asked of Electron, since Playwright loses a page that crashed. */
  drawn(): Promise<number> {
    return this.app.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          "document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0",
        ) as Promise<number>,
    );
  }
}

interface Fixtures {
  /** Empty, for this test only. */
  folder: string;
  /** nginx-rtmp that keeps what it gets. */
  ingest: Ingest;
  /** Starts nginx-rtmp as the test wants it. */
  serve: (options: IngestOptions) => Promise<Ingest>;
  /** Starts a screen of its own, of so many pixels; answers its DISPLAY. */
  display: (size: string) => Promise<string>;
  /** Runs the app from the terminal. */
  run: (flags: readonly string[], options?: RunOptions) => Promise<TerminalRun>;
  /** Opens the app and takes hold of its window. */
  open: (flags?: readonly string[], options?: RunOptions) => Promise<StudioRun>;
}

export const test = base.extend<Fixtures>({
  // Playwright finds out what a fixture needs from its destructured parameter.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, give) => {
    const folder = await mkdtemp(join(tmpdir(), "tallylight-e2e-"));
    await give(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  ingest: async ({ serve }, give) => {
    await give(await serve({ record: true }));
  },

  // eslint-disable-next-line no-empty-pattern
  serve: async ({}, give) => {
    const started: Ingest[] = [];
    await give(async (options) => {
      const ingest = await startIngest(options);
      started.push(ingest);
      return ingest;
    });
    await Promise.all(started.map((ingest) => ingest.stop()));
  },

  // eslint-disable-next-line no-empty-pattern
  display: async ({}, give) => {
    const { startDisplay } = await scripts.display();
    const started: { stop: () => void }[] = [];
    await give(async (size) => {
      const screen = await startDisplay(`${size}x24`);
      started.push(screen);
      return screen.display;
    });
    started.forEach((screen) => screen.stop());
  },

  run: async ({ folder }, give) => {
    const runs: TerminalRun[] = [];
    await give(async (flags, options = {}) => {
      const { program, args, userData, statusFile } = await order(folder, runs.length, flags, options);
      const child = spawn(program, args, { cwd: folder, env: environment(options), stdio: ["ignore", "pipe", "pipe"] });
      const run = new TerminalRun(child, userData, statusFile);
      runs.push(run);
      return run;
    });
    await Promise.all(runs.map((one) => one.kill()));
  },

  open: async ({ folder }, give) => {
    const runs: StudioRun[] = [];
    await give(async (flags = [], options = {}) => {
      const { program, args, userData, statusFile } = await order(folder, runs.length, flags, options);
      const app = await _electron.launch({ executablePath: program, args, cwd: folder, env: environment(options) });
      const run = new StudioRun(app, await app.firstWindow(), userData, statusFile);
      runs.push(run);
      await run.page.getByRole("heading", { name: "Tallylight" }).waitFor();
      return run;
    });
    await Promise.all(runs.map((one) => one.kill()));
  },
});

export { expect } from "@playwright/test";

interface Order {
  program: string;
  args: string[];
  userData: string;
  statusFile: string;
}

/** What to start, and where the run keeps its things. */
async function order(folder: string, number: number, flags: readonly string[], options: RunOptions): Promise<Order> {
  const { electronExecutable, electronSwitches } = await scripts.electron();
  const userData = options.userData ?? join(folder, `settings-${number}`);
  const statusFile = join(folder, `status-${number}.jsonl`);
  const app = options.program === undefined ? [root] : [];
  const own = ["--user-data-dir", userData, "--status-json", statusFile];
  const args = [...electronSwitches(), ...(options.switches ?? []), ...app, ...own, ...flags];
  return { program: options.program ?? electronExecutable(), args, userData, statusFile };
}

function environment({ env = {} }: RunOptions): Record<string, string> {
  const merged: Record<string, string | undefined> = { ...process.env, ...env };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A file for `--output @file`: one output a line. Answers the flag's value. */
export async function outputList(folder: string, outputs: readonly string[]): Promise<string> {
  const file = join(folder, "outputs.txt");
  await writeFile(file, `# for this test\n\n${outputs.join("\n")}\n`, { mode: 0o600 });
  return `@${file}`;
}

/** Settings that lie there before the app starts. */
export async function storeSettings(userData: string, text: string): Promise<void> {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, "settings.json"), text);
}

/** Scene collections that lie there before the app starts. */
export async function storeCollections(userData: string, ...collections: Collection[]): Promise<void> {
  await mkdir(join(userData, "collections"), { recursive: true });
  for (const one of collections) await writeFile(join(userData, "collections", `${one.name}.json`), JSON.stringify(one));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it ended with its parent
  }
}
