import { join } from "node:path";
import { root } from "./folders.mjs";
import { runScript } from "./say.mjs";
import { setUp } from "./setup.mjs";

/**
 * Runs a measurement of bench/ by its name: `bench` beside limit and peer (further arguments choose contestants by a
 * part of their names), `soak` for a long time on air.
 */
const [name, ...rest] = process.argv.slice(2);
await runScript(async () => {
  await setUp({ virtualDisplay: true, tests: true });
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(root, "bench", `${name}.ts`), { configFile: false, root, logLevel: "error" });
  await module[name](rest);
  process.exit();
});
