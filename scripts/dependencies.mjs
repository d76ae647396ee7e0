import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { npm } from "./command.mjs";
import { root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";

async function packagesOf(lockfile) {
  return Object.entries(JSON.parse(await readFile(lockfile, "utf8")).packages).filter(([path]) => path !== "");
}

/** True when what npm says it installed is what the lockfile asks for; an optional package may be absent. */
export async function dependenciesCurrent(lockfile, installedLockfile) {
  try {
    const installed = new Map(await packagesOf(installedLockfile));
    return (await packagesOf(lockfile)).every(([path, wanted]) => {
      const found = installed.get(path);
      return found === undefined ? wanted.optional === true : found.version === wanted.version;
    });
  } catch {
    return false;
  }
}

/** Makes node_modules what the lockfile says. */
export async function setUpDependencies() {
  if (await dependenciesCurrent(join(root, "package-lock.json"), join(root, "node_modules", ".package-lock.json"))) return;
  say("installing dependencies (npm ci) ...");
  const { code } = await npm(["ci", "--loglevel=error"], { cwd: root });
  if (code !== 0) throw new SetupError("The dependencies could not be installed.", "Check the network, then type: npm ci");
}
