import { join } from "node:path";
import { root } from "./folders.mjs";
import { runScript } from "./say.mjs";
import { setUp } from "./setup.mjs";

/** Measures Tallylight beside its limit and its peer (bench/bench.ts). Arguments choose contestants by a part of their names. */
await runScript(async () => {
  await setUp({ virtualDisplay: true, tests: true });
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(root, "bench", "bench.ts"), { configFile: false, root, logLevel: "error" });
  await module.bench(process.argv.slice(2));
  process.exit();
});
