import { _electron, chromium, type Page } from "@playwright/test";
import { startDisplay } from "../../../scripts/display.mjs";
import { electronExecutable, electronSwitches } from "../../../scripts/electron.mjs";

/** A page, and what ends its browser. */
export interface OpenedPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** An empty page in Debian's Chromium with these switches. */
export async function openChromium(...switches: string[]): Promise<OpenedPage> {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", ...switches] });
  return { page: await browser.newPage(), close: () => browser.close() };
}

interface ElectronOptions {
  readonly switches?: readonly string[];
  /** Beside the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The window that this script opens at `url`, its last argument, in Electron on a display of its own. */
export async function openElectron(script: string, url: string, { switches = [], env = {} }: ElectronOptions = {}): Promise<OpenedPage> {
  const screen = await startDisplay("1280x720x24");
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: [...electronSwitches(), ...switches, script, url],
    env: { ...process.env, DISPLAY: screen.display, ...env },
  });
  const isThere = (page: Page): boolean => page.url() === url;
  const page = app.windows().find(isThere) ?? (await app.waitForEvent("window", { predicate: isThere }));
  return {
    page,
    async close() {
      await app.close();
      screen.stop();
    },
  };
}
