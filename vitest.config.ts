import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const folders = ["electron", "renderer", "native-bin", "scripts"];

/** Tests of the real thing: encoders, servers, browsers, in real time. They wait most of the time. */
const real = ["electron/engine/**/*.test.ts", "renderer/studio/**/*.test.ts", "renderer/**/stand/*.test.ts"];

/** Tests that put something of their own in the place of what all files of a process share. */
const replacing = folders
  .flatMap((folder) => readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`))
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".test.ts") && /vi\.(mock|stubGlobal)\(/.test(readFileSync(join(import.meta.dirname, name), "utf8")));

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "logic",
          include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx,mjs}`),
          exclude: [...configDefaults.exclude, ...real, ...replacing],
          // A process and its modules take three times as long to start as these files take to run.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "real", include: [...real, ...replacing], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
