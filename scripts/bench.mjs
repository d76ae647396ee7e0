import { join } from "node:path";
import { runnerImport } from "vite";
import { root } from "./folders.mjs";

/** Measures Tallylight beside its limit and its peer (bench/bench.ts). Arguments choose contestants by a part of their names. */
const { module } = await runnerImport(join(root, "bench", "bench.ts"), { configFile: false, root, logLevel: "error" });
await module.bench(process.argv.slice(2));
process.exit(0);
