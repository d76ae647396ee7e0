import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.mjs";
import { cacheFolder, root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";
import { setUpStandIn, standIn, standInFolder, standInInstalled, standInPlatform } from "./stand-in.mjs";

const wrapper = join(root, "node_modules", "electron");
const executableNames = { win32: "electron.exe", darwin: "Electron.app/Contents/MacOS/Electron" };
/** After a failed download the next attempt waits this long, so that set-up stays quick where it cannot work. */
const retryAfterMs = 60 * 60 * 1000;
const downloadLimitMs = 15 * 60 * 1000;

function wrapperVersion() {
  return JSON.parse(readFileSync(join(wrapper, "package.json"), "utf8")).version;
}

/** The downloaded Electron of node_modules, or null while it is not there or is another version. */
function downloaded() {
  try {
    const version = readFileSync(join(wrapper, "dist", "version"), "utf8").trim().replace(/^v/, "");
    const executable = join(wrapper, "dist", readFileSync(join(wrapper, "path.txt"), "utf8"));
    return version === wrapperVersion() && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** The Electron executable to run: ELECTRON_OVERRIDE_DIST_PATH, the pinned one, or the stand-in. */
export function electronExecutable() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return join(override, executableNames[process.platform] ?? "electron");
  const pinned = downloaded();
  if (pinned !== null) return pinned;
  if (standInPlatform && standInInstalled()) return join(standInFolder(), "electron");
  throw new SetupError("Electron is not set up.", "Type: node scripts/setup.mjs");
}

/** The switches Electron itself needs on this machine, to stand before the app's folder. */
export function electronSwitches() {
  return process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

async function failedLately(mark) {
  try {
    return Date.now() - Number(await readFile(mark, "utf8")) < retryAfterMs;
  } catch {
    return false;
  }
}

/** Makes sure there is an Electron to run: the pinned one, or on linux-x64 the stand-in where that cannot be downloaded. */
export async function setUpElectron() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH || downloaded() !== null) return;
  const version = wrapperVersion();
  const mark = join(cacheFolder(), `electron-${version}-unreachable`);
  if (!standInPlatform || !(await failedLately(mark))) {
    say(`downloading Electron ${version} ...`);
    const result = await run(process.execPath, [join(wrapper, "install.js")], { quiet: true, timeout: downloadLimitMs });
    if (result.code === 0 && downloaded() !== null) {
      await rm(mark, { force: true });
      return;
    }
    if (!standInPlatform) {
      const reason = /^\w*Error: .*$/m.exec(result.output)?.[0] ?? "no answer";
      throw new SetupError(`Electron ${version} could not be downloaded (${reason}).`, "Check the network, then type: npx install-electron");
    }
    await mkdir(cacheFolder(), { recursive: true });
    await writeFile(mark, String(Date.now()));
  }
  await setUpStandIn();
  say(
    `Electron ${version} cannot be downloaded here: Electron ${standIn.version} stands in, for development and tests only (${standInFolder()}). To try again: npx install-electron`,
  );
}
