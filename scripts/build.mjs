import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./command.mjs";
import { root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";

/** All that the bundles are made of. */
const sources = [
  "electron",
  "renderer",
  "native-bin",
  "assets",
  "electron.vite.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** The digest of the sources that out/ was built from. */
const mark = join(root, "out", "sources.sha256");

async function filesBelow(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function sourceFiles() {
  const lists = await Promise.all(
    sources.map((name) => filesBelow(join(root, name)).catch((error) => (error.code === "ENOTDIR" ? [join(root, name)] : []))),
  );
  return lists.flat().filter((file) => !/\.test\.tsx?$|[\\/]native-bin[\\/]bin[\\/]/.test(file)).sort();
}

async function digest() {
  const hash = createHash("sha256");
  for (const file of await sourceFiles()) hash.update(file).update(await readFile(file));
  return hash.digest("hex");
}

/** Builds out/ when the sources are not those it was built from. */
export async function setUpBuild() {
  const wanted = await digest();
  if ((await readFile(mark, "utf8").catch(() => "")) === wanted) return;
  say("building ...");
  const electronVite = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
  const { code, output } = await run(process.execPath, [electronVite, "build"], { cwd: root, quiet: true });
  if (code !== 0) {
    process.stderr.write(output);
    throw new SetupError("The app could not be built.", "Type: npm run build");
  }
  await writeFile(mark, wanted);
}
