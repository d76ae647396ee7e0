import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const folders = ["electron", "renderer", "native-bin", "scripts"];

/** Tests that judge moments: when a picture is seen, a sound heard. They want processors that are free when it is time. */
const paced = ["electron/engine/{media,program}/**/*.test.ts", "electron/engine/*.test.ts", "electron/engine/preview/playback.test.ts", "renderer/**/stand/*.test.ts"];

/** Tests of real encoders, servers and browsers, which wait for them most of the time. */
const waiting = ["electron/engine/**/*.test.ts", "renderer/studio/**/*.test.ts"];

/** Tests that put something of their own in the place of what all files of a process share. */
const replacing = folders
  .flatMap((folder) => readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`))
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".test.ts") && /vi\.(mock|stubGlobal)\(/.test(readFileSync(join(import.meta.dirname, name), "utf8")));

export default defineConfig({
  test: {
    // When to give up: far more than a busy machine needs, and more than what is waited for in a test.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // Groups run one after another.
    projects: [
      {
        extends: true,
        test: {
          name: "logic",
          include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx,mjs}`),
          exclude: [...configDefaults.exclude, ...paced, ...waiting, ...replacing],
          // A process and its modules take three times as long to start as these files take to run.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: "paced", include: paced, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: "waiting",
          include: [...waiting, ...replacing],
          exclude: [...configDefaults.exclude, ...paced],
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
