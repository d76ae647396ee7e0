import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./command.mjs";
import { say } from "./say.mjs";

/** True when a program of this name is on PATH. */
export function onPath(program, env = process.env) {
  const name = process.platform === "win32" ? `${program}.exe` : program;
  return (env.PATH ?? env.Path ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}

/** Debian and what descends from it. */
const isDebian = process.platform === "linux" && existsSync("/etc/debian_version");
const isRoot = process.getuid?.() === 0;

/** Newer Debians renamed some libraries when time_t became 64 bits wide: libfoo is libfoot64 there. */
async function currentNames(packages) {
  const { output } = await run("apt-cache", ["pkgnames"], { quiet: true });
  const known = new Set(output.split("\n"));
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { code, output } = await run("apt-get", ["-q", "-y", ...args], { env, quiet: true });
  if (code !== 0) process.stderr.write(output);
  return code === 0;
}

/**
 * Installs Debian packages when we may (root on Debian).
 * @param {string[]} packages
 * @returns {Promise<string | null>} null when done, otherwise what to type instead
 */
export async function installPackages(packages) {
  if (!isDebian) return `Install the equivalent of these Debian packages: ${packages.join(" ")}`;
  if (!isRoot) return `Type: sudo apt-get install -y ${(await currentNames(packages)).join(" ")}`;
  say(`installing ${packages.join(" ")} (apt-get) ...`);
  await apt(["update"]);
  const names = await currentNames(packages);
  return (await apt(["install", "--no-install-recommends", ...names]))
    ? null
    : `Type: apt-get update && apt-get install -y ${names.join(" ")}`;
}
