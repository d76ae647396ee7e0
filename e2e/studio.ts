import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page, test as base } from "@playwright/test";
import type { Collection } from "../electron/contract/collection";
import { type Ingest, type IngestOptions, startIngest } from "./peers/nginx-rtmp";
import { environment, order, Run, type RunOptions, startRun, type TerminalRun } from "./run";

// Playwright's own module loading is CommonJS, the script is not.
const scripts = { display: () => import("../scripts/display.mjs") };

/** The project's folder: what Electron is told to run. */
export const root = resolve(__dirname, "..");

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
      const run = await startRun(folder, runs.length, flags, options);
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
