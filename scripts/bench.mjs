import { join } from "node:path";
import { root } from "./folders.mjs";
import { runScript } from "./say.mjs";
import { setUp } from "./setup.mjs";

await runScript(async () => {
  await setUp({ virtualDisplay: true, tests: true });
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(root, "bench", "bench.ts"));
  await module.bench(process.argv.slice(2));
});
