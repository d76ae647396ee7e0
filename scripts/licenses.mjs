import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./folders.mjs";

/** An optional package whose library is packed beside the bundles. */
const packedLibrary = "node_modules/uiohook-napi";

/**
 * The paths of all packages whose code may be in the bundles or beside them: what the lockfile does not mark as for development
 * only, and the packed library where it was installed.
 */
async function bundledPackages() {
  const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .filter(([path, entry]) => (path !== "" && !entry.dev && !entry.optional && !entry.devOptional) || (path === packedLibrary && existsSync(join(root, path))))
    .map(([path]) => path);
}

async function notice(path) {
  const folder = join(root, path);
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

/** Writes into `folder` our own licence and those of everything that the bundles contain. */
export async function gatherLicenses(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(join(root, "LICENSE"), join(folder, "Tallylight.txt"));
  const notices = await Promise.all((await bundledPackages()).map(notice));
  await writeFile(join(folder, "third-party.txt"), notices.join(`\n\n${"-".repeat(80)}\n\n`));
}
